"""Why a person's data is not deleted yet."""

from plugins.kernel.errors import InvalidInput, NotAllowed


class DeletionUnconfirmed(InvalidInput):
    code = "DELETION_UNCONFIRMED"
    zh = "没有确认注销。"
    en = "Closing the account was not confirmed."
    remedy_zh = "注销后无法恢复，请输入“{words}”。"
    remedy_en = "It cannot be undone: send “{words}”."


class StaffStays(NotAllowed):
    code = "STAFF_ACCOUNT"
    zh = "工作人员账号不能在此注销。"
    en = "A staff account is not closed here."
    remedy_zh = "请联系系统管理员。"
    remedy_en = "Ask the administrator."
