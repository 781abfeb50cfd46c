import logging
from collections.abc import Iterator
from contextlib import contextmanager

from plugins.kernel.errors import Conflict, DomainError, GatewayError, InvalidInput, NotAllowed

logger = logging.getLogger(__name__)


class CodeInvalid(InvalidInput):
    code = "WECHAT_CODE_INVALID"
    zh = "微信凭证无效或已过期。"
    en = "The WeChat code is unknown or has expired."
    remedy_zh = "请重新打开小程序再试。"
    remedy_en = "Open the mini-program again and retry."


class CodeUsed(Conflict):
    code = "WECHAT_CODE_USED"
    zh = "该微信凭证已使用过。"
    en = "The WeChat code was used already."
    remedy_zh = "请重新打开小程序再试。"
    remedy_en = "Open the mini-program again and retry."


class UserBlocked(NotAllowed):
    code = "WECHAT_USER_BLOCKED"
    zh = "微信因安全原因拦截了此账号。"
    en = "WeChat blocks this account for security reasons."
    remedy_zh = "请在微信中查看账号状态。"
    remedy_en = "Look at the account's state in WeChat."


class TooOften(Conflict):
    code = "WECHAT_TOO_OFTEN"
    zh = "操作太频繁。"
    en = "This was tried too often."
    remedy_zh = "请一分钟后再试。"
    remedy_en = "Try again in a minute."


class WechatUnavailable(Conflict):
    code = "WECHAT_UNAVAILABLE"
    zh = "微信暂时没有响应。"
    en = "WeChat does not answer at the moment."
    remedy_zh = "请稍后再试。"
    remedy_en = "Try again in a moment."


class AccountClosed(NotAllowed):
    code = "ACCOUNT_CLOSED"
    zh = "此账号已停用。"
    en = "This account is closed."
    remedy_zh = "如有疑问请联系客服。"
    remedy_en = "Contact customer service."


class StaffByPassword(NotAllowed):
    """WeChat proves who somebody is, and knows nothing of a second factor."""

    code = "STAFF_BY_PASSWORD"
    zh = "工作人员账号不能用微信登录，也不能绑定微信。"
    en = "Accounts of staff neither log in by WeChat nor are linked with it."
    remedy_zh = "请用邮箱和密码登录；买东西请另开一个账号。"
    remedy_en = "Log in by e-mail and password; open another account for shopping."


class IdentityTaken(Conflict):
    code = "WECHAT_IDENTITY_TAKEN"
    zh = "该微信或该账号已与另一方绑定。"
    en = "This WeChat person or this account is linked with another one."
    remedy_zh = "请直接用微信登录,或换一个微信。"
    remedy_en = "Log in with WeChat instead, or use another WeChat person."


class IdentityOfAnother(NotAllowed):
    code = "WECHAT_IDENTITY_OF_ANOTHER"
    zh = "该微信不是此账号的微信。"
    en = "This WeChat person is not the one of this account."
    remedy_zh = "请在本人微信中打开小程序再试。"
    remedy_en = "Open the mini-program in your own WeChat and retry."


class CloseByMail(Conflict):
    code = "CLOSE_BY_MAIL"
    zh = "此账号有邮箱,须由邮件中的链接注销。"
    en = "This account has an e-mail address and is closed by the link in a mail."
    remedy_zh = "请申请注销邮件。"
    remedy_en = "Ask for the mail."


class NoWechatIdentity(Conflict):
    code = "WECHAT_IDENTITY_MISSING"
    zh = "当前账号尚未绑定微信。"
    en = "This account has no WeChat identity."
    remedy_zh = "请在微信小程序中登录后再试。"
    remedy_en = "Log in inside the WeChat mini-program and retry."


class AuthorisationRefused(NotAllowed):
    code = "WECHAT_AUTHORISATION_REFUSED"
    zh = "这次微信授权不是从本机发起的,或已超过十分钟。"
    en = "This authorisation was not begun by this browser, or is older than ten minutes."
    remedy_zh = "请重新点“微信登录”。"
    remedy_en = "Begin again from the shop's page."


class ReturnRefused(InvalidInput):
    code = "WECHAT_RETURN_REFUSED"
    zh = "授权后只能回到本店的页面。"
    en = "Authorisation returns to a page of this shop only."
    remedy_zh = "请从商城页面重新登录。"
    remedy_en = "Begin again from the shop's page."


class VerifierInvalid(InvalidInput):
    code = "WECHAT_VERIFIER_INVALID"
    zh = "浏览器的校验码须为 32 至 128 位字母和数字。"
    en = "The browser's verifier has to be 32 to 128 letters and digits."
    remedy_zh = "请更新微信后重试。"
    remedy_en = "Update WeChat and retry."


class SnapshotPerson(NotAllowed):
    """WeChat shows the page in its preview mode, with a made-up person."""

    code = "WECHAT_SNAPSHOT"
    zh = "现在是微信的快照页,看不到您是谁。"
    en = "WeChat shows a snapshot of the page and does not say who you are."
    remedy_zh = "请点右下角“使用完整服务”,再登录。"
    remedy_en = "Tap 使用完整服务 (full service) at the lower right, then log in."


class NotConfigured(GatewayError):
    """The settings name no mini-program, or no official account."""

    permanent = True


REFUSALS: dict[str, type[DomainError]] = {
    "40029": CodeInvalid,
    "40163": CodeUsed,
    "40226": UserBlocked,
    "45011": TooOften,
}


@contextmanager
def refusals_of_wechat() -> Iterator[None]:
    """Tell a shopper what WeChat's answer means for them.

    Raises:
        DomainError: one of `REFUSALS`.
        WechatUnavailable: WeChat was busy, not to be reached, or refuses the shop
            itself; the reason goes to the log, where the operator has to act on it.
    """
    try:
        yield
    except GatewayError as error:
        refusal = REFUSALS.get(error.code)
        if refusal is not None:
            raise refusal(field="code") from error
        log = logger.error if error.permanent else logger.warning
        log("wechat is not available to a shopper: %s", error)
        raise WechatUnavailable() from error
