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


class NotConfigured(GatewayError):
    """The settings name no mini-program."""

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
