"""What accounts refuse."""

from plugins.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound


class LoginTooOften(NotAllowed):
    code = "LOGIN_TOO_OFTEN"
    zh = "这个账号在这里输错密码的次数过多。"
    en = "Wrong passwords were tried too often for this account from here."
    remedy_zh = "请 {minutes} 分钟后再试，或重设密码。"
    remedy_en = "Try again in {minutes} minutes, or reset the password."


class LoginBusy(NotAllowed):
    code = "LOGIN_BUSY"
    zh = "登录请求过多，系统已放慢。"
    en = "Too many logins are being tried: they are slowed down."
    remedy_zh = "请等半分钟再试。"
    remedy_en = "Wait half a minute and try again."


class CredentialsWrong(NotAllowed):
    """The same for an unknown address, a wrong password, a closed or banned account."""

    code = "CREDENTIALS_WRONG"
    zh = "邮箱或密码不正确，或该账号不能登录。"
    en = "The e-mail address or password is wrong, or this account cannot log in."
    remedy_zh = "请核对后再试，或重设密码。"
    remedy_en = "Check them and try again, or reset the password."


class SecondFactorNeeded(NotAllowed):
    code = "SECOND_FACTOR_NEEDED"
    zh = "此账号已启用两步验证。"
    en = "This account has a second factor."
    remedy_zh = "请填写验证器上的 6 位数字或一个恢复码。"
    remedy_en = "Send the 6 digits of the authenticator, or a recovery code."


class SecondFactorWrong(NotAllowed):
    code = "SECOND_FACTOR_WRONG"
    zh = "验证码不正确或已用过。"
    en = "The code is wrong or was used already."
    remedy_zh = "请等验证器换到下一组数字后再试。"
    remedy_en = "Wait for the authenticator's next digits and try again."


class SecondFactorRequired(NotAllowed):
    code = "SECOND_FACTOR_REQUIRED"
    zh = "您的角色必须启用两步验证。"
    en = "Your role requires a second factor."
    remedy_zh = "请先在工作台启用两步验证。"
    remedy_en = "Enrol one in the console first."


class RefreshRefused(NotAllowed):
    code = "REFRESH_REFUSED"
    zh = "登录已过期或已退出。"
    en = "The login is over or was ended."
    remedy_zh = "请重新登录。"
    remedy_en = "Log in again."


class LinkRefused(InvalidInput):
    code = "LINK_REFUSED"
    zh = "链接无效、已过期或已用过。"
    en = "The link is invalid, expired or was used already."
    remedy_zh = "请重新申请一封邮件，并使用最新一封里的链接。"
    remedy_en = "Ask for another mail and use the link of the latest one."


class PasswordWeak(InvalidInput):
    code = "PASSWORD_WEAK"
    zh = "密码不够安全：{reasons}"
    en = "The password is not safe enough: {reasons}"
    remedy_zh = "请换一个更长、不常见的密码。"
    remedy_en = "Choose a longer, less common one."


class PasswordWrong(NotAllowed):
    code = "PASSWORD_WRONG"
    zh = "当前密码不正确。"
    en = "The current password is wrong."
    remedy_zh = "请核对后再试。"
    remedy_en = "Check it and try again."


class EmailInvalid(InvalidInput):
    code = "EMAIL_INVALID"
    zh = "邮箱地址格式不正确。"
    en = "This is not an e-mail address."
    remedy_zh = "请检查后重新填写。"
    remedy_en = "Check the address."


class RedirectRefused(InvalidInput):
    code = "REDIRECT_REFUSED"
    zh = "不能跳转到该地址。"
    en = "Links must not lead to this address."
    remedy_zh = "请使用本店域名的 https 地址。"
    remedy_en = "Use an https address of this shop."


class SessionUnknown(NotFound):
    code = "SESSION_UNKNOWN"
    zh = "没有这个登录，或它已结束。"
    en = "There is no such login, or it is over."


class BanForbidden(NotAllowed):
    code = "BAN_FORBIDDEN"
    zh = "不能封禁该账号。"
    en = "This account cannot be banned by you."
    remedy_zh = "工作人员账号请由管理员在员工管理中处理；任何人都不能封禁自己。"
    remedy_en = "Staff are for administrators; nobody bans themselves."


class AlreadyBanned(Conflict):
    code = "ALREADY_BANNED"
    zh = "该账号已被封禁。"
    en = "This account is banned already."
    remedy_zh = "无需重复操作。"
    remedy_en = "Nothing has to be done."


class BanOver(Conflict):
    code = "BAN_OVER"
    zh = "该封禁已解除。"
    en = "This ban was lifted already."
    remedy_zh = "无需重复操作。"
    remedy_en = "Nothing has to be done."


class StaffCannotClose(NotAllowed):
    code = "STAFF_CANNOT_CLOSE"
    zh = "工作人员账号不能自行注销。"
    en = "Staff accounts cannot be closed by their owners."
    remedy_zh = "请联系管理员。"
    remedy_en = "Ask an administrator."


class AccountUnknown(NotFound):
    """For staff alone, who may know."""

    code = "ACCOUNT_UNKNOWN"
    zh = "没有这个邮箱的账号。"
    en = "No account has this e-mail address."
    remedy_zh = "请核对邮箱。"
    remedy_en = "Check the address."
