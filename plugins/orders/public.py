"""Everything other capabilities may use of orders."""

from plugins.orders.discounts import CheckoutDiscount, Off, PricedGoods, Taken, goods_of_checkout
from plugins.orders.errors import (
    CheckoutNotFound,
    GoodsContested,
    GoodsMissing,
    LineNotFound,
    NoPaymentToRefund,
    NotPayable,
    NotShippable,
    OccasionReused,
    OrderNotFound,
    OtherPaymentUnderWay,
    PaymentOverdue,
    QuantityExceeded,
    QuantityInvalid,
)
from plugins.orders.providers import PaymentProvider, RefundStanding, Verdict
from plugins.orders.rules.placing import EXEMPT, NO_REASON_RETURN, takes_no_reason_return
from plugins.orders.selectors.amounts import (
    LineAmount,
    NamedRefund,
    OrderAmounts,
    order_amounts,
    refunds_named,
)
from plugins.orders.selectors.orders import (
    OrderSummary,
    PayableOrder,
    is_all_shipped,
    is_awaiting_payment,
    lines_unshipped,
    lines_with_return_consent,
    order_id_of,
    order_of_buyer,
    order_payable,
    order_summary,
    orders_to_pay_by,
    units_left,
)
from plugins.orders.services.order_amounts_keep import order_amounts_keep
from plugins.orders.services.order_end_free import order_end_free
from plugins.orders.services.order_lines_cancel import order_lines_cancel
from plugins.orders.services.order_lines_restock import order_lines_restock
from plugins.orders.services.order_lock import order_lock
from plugins.orders.services.order_mark_paid import Payout, order_mark_paid
from plugins.orders.services.order_mark_refunded import order_mark_refunded
from plugins.orders.services.order_refund import (
    order_refund_again,
    order_refund_promise,
    order_refund_standing,
)
from plugins.orders.services.order_ship import order_ship
from plugins.orders.services.payments_end_others import payments_end_others
from plugins.orders.sharing import (
    BillLine,
    Share,
    SharedPayment,
    ShareProvider,
    ShareResult,
    ShareWord,
    SharingRefused,
    SharingWord,
    may_refund,
    share_provider,
)
from plugins.orders.signals import order_cancelled, order_paid, order_refunded
from plugins.orders.states import OrderState

__all__ = [
    "CheckoutDiscount",
    "CheckoutNotFound",
    "Off",
    "PricedGoods",
    "Taken",
    "goods_of_checkout",
    "BillLine",
    "Share",
    "SharedPayment",
    "ShareProvider",
    "ShareResult",
    "ShareWord",
    "SharingRefused",
    "SharingWord",
    "may_refund",
    "share_provider",
    "CheckoutNotFound",
    "EXEMPT",
    "NO_REASON_RETURN",
    "GoodsContested",
    "GoodsMissing",
    "LineAmount",
    "LineNotFound",
    "NamedRefund",
    "NoPaymentToRefund",
    "NotPayable",
    "NotShippable",
    "OccasionReused",
    "OrderAmounts",
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
    "RefundStanding",
    "lines_with_return_consent",
    "is_awaiting_payment",
    "lines_unshipped",
    "order_amounts",
    "order_amounts_keep",
    "order_cancelled",
    "order_id_of",
    "order_end_free",
    "order_lines_cancel",
    "order_lines_restock",
    "order_lock",
    "order_mark_paid",
    "order_mark_refunded",
    "order_of_buyer",
    "order_paid",
    "order_payable",
    "order_refund_again",
    "order_refund_promise",
    "order_refund_standing",
    "order_refunded",
    "order_ship",
    "order_summary",
    "orders_to_pay_by",
    "payments_end_others",
    "refunds_named",
    "takes_no_reason_return",
    "units_left",
]
