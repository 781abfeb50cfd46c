"""Everything other capabilities may use of WeChat Pay."""

from plugins.wechat_pay.errors import (
    NothingToRefund,
    PaymentUnavailable,
    RefundKeyReused,
    RefundTooMuch,
    RefundTooOften,
    RefundTooOld,
)
from plugins.wechat_pay.provider import WechatPayProvider
from plugins.wechat_pay.selectors import payment_of_order
from plugins.wechat_pay.services.payment_apply_transaction import GATEWAY
from plugins.wechat_pay.services.refund_request import refund_request
from plugins.wechat_pay.states import RefundReason, RefundState

__all__ = [
    "GATEWAY",
    "NothingToRefund",
    "PaymentUnavailable",
    "RefundKeyReused",
    "RefundReason",
    "RefundState",
    "RefundTooMuch",
    "RefundTooOften",
    "RefundTooOld",
    "WechatPayProvider",
    "payment_of_order",
    "refund_request",
]
