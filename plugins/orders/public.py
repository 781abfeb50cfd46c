"""Everything other capabilities may use of orders."""

from plugins.orders.errors import (
    GoodsMissing,
    LineNotFound,
    NotPayable,
    NotShippable,
    OccasionReused,
    OrderNotFound,
    OtherPaymentUnderWay,
    PaymentOverdue,
    QuantityExceeded,
    QuantityInvalid,
)
from plugins.orders.providers import PaymentProvider, Verdict
from plugins.orders.selectors import (
    OrderSummary,
    PayableOrder,
    is_all_shipped,
    is_awaiting_payment,
    lines_unshipped,
    order_id_of,
    order_of_buyer,
    order_payable,
    order_summary,
    orders_to_pay_by,
)
from plugins.orders.services.order_lines_cancel import order_lines_cancel
from plugins.orders.services.order_mark_paid import Payout, order_mark_paid
from plugins.orders.services.order_mark_refunded import order_mark_refunded
from plugins.orders.services.order_ship import order_ship
from plugins.orders.services.payments_end_others import payments_end_others
from plugins.orders.signals import order_cancelled, order_paid, order_refunded
from plugins.orders.states import OrderState

__all__ = [
    "GoodsMissing",
    "LineNotFound",
    "NotPayable",
    "NotShippable",
    "OccasionReused",
    "OrderNotFound",
    "OrderState",
    "OrderSummary",
    "OtherPaymentUnderWay",
    "PayableOrder",
    "PaymentOverdue",
    "PaymentProvider",
    "Payout",
    "QuantityExceeded",
    "QuantityInvalid",
    "Verdict",
    "is_all_shipped",
    "is_awaiting_payment",
    "lines_unshipped",
    "order_cancelled",
    "order_id_of",
    "order_lines_cancel",
    "order_mark_paid",
    "order_mark_refunded",
    "order_of_buyer",
    "order_paid",
    "order_payable",
    "order_refunded",
    "order_ship",
    "order_summary",
    "orders_to_pay_by",
    "payments_end_others",
]
