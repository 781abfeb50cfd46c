"""Everything other capabilities may use of WeChat Pay."""

from plugins.wechat_pay.bookkeeping import (
    BookedPayment,
    BookedRefund,
    payments_booked,
    payments_of_transactions,
    payments_paid_between,
    refunds_booked,
    refunds_last_heard_between,
    refunds_of_ids,
)
from plugins.wechat_pay.errors import (
    NothingToRefund,
    PaymentUnavailable,
    RefundKeyReused,
    RefundTooMuch,
    RefundTooOften,
    RefundTooOld,
)
from plugins.wechat_pay.gateway import bill_gateway
from plugins.wechat_pay.protocol.bill_files import (
    FundRow,
    TradeRow,
    read_fund_bill,
    read_trade_bill,
)
from plugins.wechat_pay.protocol.bills import (
    BillKind,
    BillLocation,
    NoStatement,
    StatementCreating,
)
from plugins.wechat_pay.provider import WechatPayProvider
from plugins.wechat_pay.selectors import payment_of_order, payment_of_transaction
from plugins.wechat_pay.services.payment_apply_transaction import GATEWAY
from plugins.wechat_pay.services.refund_request import refund_request
from plugins.wechat_pay.states import RefundReason, RefundState

__all__ = [
    "GATEWAY",
    "BillKind",
    "BillLocation",
    "BookedPayment",
    "BookedRefund",
    "FundRow",
    "NoStatement",
    "NothingToRefund",
    "PaymentUnavailable",
    "RefundKeyReused",
    "RefundReason",
    "RefundState",
    "RefundTooMuch",
    "RefundTooOften",
    "RefundTooOld",
    "StatementCreating",
    "TradeRow",
    "WechatPayProvider",
    "bill_gateway",
    "payment_of_order",
    "payment_of_transaction",
    "payments_booked",
    "payments_of_transactions",
    "payments_paid_between",
    "read_fund_bill",
    "read_trade_bill",
    "refund_request",
    "refunds_booked",
    "refunds_last_heard_between",
    "refunds_of_ids",
]
