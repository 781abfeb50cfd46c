"""What can go wrong between us and WeChat Pay.

    GatewayError (kernel; `permanent` says whether trying again can help)
    └─ WeChatPayError
       ├─ TransportFault        no usable answer: the call may have taken effect
       ├─ RemoteFault           5xx, SYSTEM_ERROR: repeat with identical parameters
       ├─ Throttled             429: slow down
       ├─ SignatureRefused      not provably from WeChat
       ├─ ResourceUnreadable    encrypted content we cannot open
       ├─ AnswerUnreadable      signed, but not what the documentation promises
       ├─ NotEnough             our account holds less than a refund needs
       ├─ CredentialsRefused    our number, key, certificate or rights are wrong
       └─ RequestRefused        our request is wrong as it stands
          ├─ OrderNotExist      WeChat knows no such out_trade_no
          ├─ OrderPaid          too late to close or prepay
          ├─ OrderClosed        closed there; can never be paid
          ├─ RefundNotExist     WeChat knows no such out_refund_no
          └─ OutTradeNoUsed     the number stands for other parameters

WeChat spells one error in several ways (ORDERNOTEXIST, ORDER_NOT_EXIST), so
families are told by the letters alone and otherwise by the HTTP status.
"""

from plugins.kernel.errors import GatewayError


class WeChatPayError(GatewayError):
    """An answer of WeChat Pay that is no success, or no answer at all.

    Attributes:
        code: WeChat's own error code, or ours in the same style.
        detail: WeChat's message, for the log; never shown to a shopper.
        http_status: 0 when nothing was answered.
    """

    def __init__(self, *, code: str = "", detail: str = "", http_status: int = 0) -> None:
        self.detail = detail
        self.http_status = http_status
        super().__init__(f"{type(self).__name__} {code}: {detail}", code=code)


class TransportFault(WeChatPayError):
    """No usable answer in time. Whether the call took effect is unknown."""


class RemoteFault(WeChatPayError):
    """WeChat failed. Repeating with identical parameters is what it asks for."""


class Throttled(WeChatPayError):
    """Too many requests."""


class SignatureRefused(WeChatPayError):
    """The message is not provably from WeChat, or not fresh."""

    def __init__(self, *, reason: str, http_status: int = 0) -> None:
        self.reason = reason
        super().__init__(code="SIGNATURE_REFUSED", detail=reason, http_status=http_status)


class ResourceUnreadable(WeChatPayError):
    """Encrypted content that our APIv3 key does not open."""

    permanent = True

    def __init__(self, *, reason: str) -> None:
        self.reason = reason
        super().__init__(code="RESOURCE_UNREADABLE", detail=reason)


class AnswerUnreadable(WeChatPayError):
    """Signed by WeChat, yet without a field the documentation promises."""


class NotEnough(WeChatPayError):
    """The merchant's account holds too little: an operator tops it up, then repeat."""


class CredentialsRefused(WeChatPayError):
    """Merchant number, certificate, signature or rights: an operator must act."""

    permanent = True


class RequestRefused(WeChatPayError):
    """The request as it stands will never be accepted."""

    permanent = True


class OrderNotExist(RequestRefused):
    """WeChat has no order under this number."""


class OrderPaid(RequestRefused):
    """The order is paid already."""


class OrderClosed(RequestRefused):
    """The order is closed and can never be paid."""


class RefundNotExist(RequestRefused):
    """WeChat has no refund under this number."""


class OutTradeNoUsed(RequestRefused):
    """The number already stands for an order with other parameters."""


_BY_CODE: dict[str, type[WeChatPayError]] = {
    "ORDERNOTEXIST": OrderNotExist,
    "RESOURCENOTEXISTS": OrderNotExist,
    "ORDERPAID": OrderPaid,
    "ORDERCLOSED": OrderClosed,
    "OUTTRADENOUSED": OutTradeNoUsed,
    "NOTENOUGH": NotEnough,
    # Answered with status 403, yet it is the buyer's account and not our rights.
    "USERACCOUNTABNORMAL": RequestRefused,
    "SYSTEMERROR": RemoteFault,
    "FREQUENCYLIMITED": Throttled,
    "FREQUENCYLIMIT": Throttled,
    "RATELIMITEXCEED": Throttled,
    "RATELIMITEXCEEDED": Throttled,
    "SIGNERROR": CredentialsRefused,
    "NOAUTH": CredentialsRefused,
    "MCHNOTEXISTS": CredentialsRefused,
    "APPIDMCHIDNOTMATCH": CredentialsRefused,
    # Answered with status 500, yet repeating it changes nothing.
    "OPENIDMISMATCH": RequestRefused,
}

_REPEATED_NUMBER = "商户订单号重复"


def _family(*, http_status: int, code: str, detail: str) -> type[WeChatPayError]:
    letters = code.upper().replace("_", "")
    if letters in _BY_CODE:
        return _BY_CODE[letters]
    if _REPEATED_NUMBER in detail:
        return OutTradeNoUsed
    if http_status == 429:
        return Throttled
    if http_status >= 500:
        return RemoteFault
    if http_status in (401, 403):
        return CredentialsRefused
    return RequestRefused


def error_from_answer(*, http_status: int, code: str, detail: str) -> WeChatPayError:
    """Turn an error body into the exception of its family."""
    family = _family(http_status=http_status, code=code, detail=detail)
    return family(code=code, detail=detail, http_status=http_status)
