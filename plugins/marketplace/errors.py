from plugins.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound


class NotAMember(NotFound):
    """Enterprises that one does not belong to do not exist."""

    code = "ENTERPRISE_NOT_FOUND"
    zh = "没有找到该企业。"
    en = "There is no such enterprise."
    remedy_zh = "请从您的企业列表中选择。"
    remedy_en = "Choose one of your own."


class RoleMissing(NotAllowed):
    code = "ROLE_MISSING"
    zh = "此操作需要“{role_zh}”角色。"
    en = "This needs the role {role}."
    remedy_zh = "请联系本企业负责人授权。"
    remedy_en = "Ask an owner of your enterprise for it."


class MemberNotFound(NotFound):
    code = "MEMBER_NOT_FOUND"
    zh = "没有找到该成员。"
    en = "There is no such member."


class LastOwner(Conflict):
    code = "LAST_OWNER"
    zh = "企业至少要有一名负责人。"
    en = "An enterprise needs at least one owner."
    remedy_zh = "请先把另一位成员设为负责人。"
    remedy_en = "Make somebody else an owner first."


class RolesEmpty(InvalidInput):
    code = "ROLES_EMPTY"
    zh = "还没有选择角色。"
    en = "No role was chosen."
    remedy_zh = "请至少选择一个角色。"
    remedy_en = "Choose at least one."


class RoleUnknown(InvalidInput):
    code = "ROLE_UNKNOWN"
    zh = "没有这样的角色。"
    en = "There is no such role."
    remedy_zh = "请从负责人、商品、订单、财务中选择。"
    remedy_en = "Choose among owner, goods, orders and finance."


class InvitationNotFound(NotFound):
    """One answer for wrong, used, withdrawn and lapsed codes: they tell nothing."""

    code = "INVITATION_NOT_FOUND"
    zh = "邀请不存在或已失效。"
    en = "This invitation does not exist or has lapsed."
    remedy_zh = "请联系企业负责人重新邀请。"
    remedy_en = "Ask an owner of the enterprise for a new one."


class InvitationsTooMany(Conflict):
    code = "INVITATIONS_TOO_MANY"
    zh = "待接受的邀请过多（{most} 个）。"
    en = "There are too many open invitations ({most})."
    remedy_zh = "请先撤回不需要的邀请。"
    remedy_en = "Withdraw some of them first."


class EmailUnusable(InvalidInput):
    code = "EMAIL_UNUSABLE"
    zh = "邮箱地址不正确。"
    en = "This is not an e-mail address."
    remedy_zh = "请填写受邀人的工作邮箱。"
    remedy_en = "Give the e-mail address of the person to invite."


class StaffCannotJoin(Conflict):
    """Enterprises are never Saleor staff; the database refuses it as well."""

    code = "STAFF_CANNOT_JOIN"
    zh = "平台工作人员的账号不能加入企业。"
    en = "Accounts of the platform's staff cannot join an enterprise."
    remedy_zh = "请使用另一个邮箱接受邀请。"
    remedy_en = "Accept with another e-mail address."


class PasswordRefused(InvalidInput):
    code = "PASSWORD_REFUSED"
    zh = "密码不符合要求：{cause}"
    en = "The password is not accepted: {cause}"
    remedy_zh = "请换一个更长、更难猜的密码。"
    remedy_en = "Choose a longer one that is harder to guess."


class WrongAccount(Conflict):
    code = "WRONG_ACCOUNT"
    zh = "该邀请发给了另一个邮箱。"
    en = "This invitation is for another e-mail address."
    remedy_zh = "请用受邀邮箱的账号登录后接受。"
    remedy_en = "Log in with the invited address."


class PasswordWrong(InvalidInput):
    code = "PASSWORD_WRONG"
    zh = "密码不正确。"
    en = "The password is wrong."
    remedy_zh = "请输入您在本商城已有账号的密码；忘记了请先在商城找回。"
    remedy_en = "Give the password of your account here; reset it in the shop if it is lost."


class AnswerIncomplete(InvalidInput):
    code = "ANSWER_INCOMPLETE"
    zh = "还没有填完。"
    en = "Something is missing."
    remedy_zh = "请把这一页填全；文件不超过 10 MB。"
    remedy_en = "Fill in the whole page; files of at most 10 MB."
