"""Everything other capabilities may use of orders."""

from plugins.orders.errors import NotPayable, OrderNotFound, PaymentOverdue
from plugins.orders.providers import PaymentProvider, Verdict
from plugins.orders.selectors import PayableOrder, order_of_buyer, order_payable
from plugins.orders.services.order_mark_paid import Payout, order_mark_paid
from plugins.orders.signals import order_cancelled, order_paid

__all__ = [
    "NotPayable",
    "OrderNotFound",
    "PayableOrder",
    "PaymentOverdue",
    "PaymentProvider",
    "Payout",
    "Verdict",
    "order_cancelled",
    "order_mark_paid",
    "order_of_buyer",
    "order_paid",
    "order_payable",
]
