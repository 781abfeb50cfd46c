"""The life of a placed order until it is ready to ship."""

from __future__ import annotations

from enum import Enum

from plugins.kernel.transitions import Transitions


class OrderState(Enum):
    AWAITING_PAYMENT = "awaiting_payment"  # 待付款:stock is held until `pay_by`
    PAID = "paid"  # 待发货
    CANCELLED = "cancelled"  # 已取消:stock is given back
    PAID_LATE = "paid_late"  # 取消后到账:money arrived after cancelling
    REFUNDED = "refunded"  # 已退款:everything that was paid has gone back


TRANSITIONS: Transitions[OrderState] = Transitions(
    initial=OrderState.AWAITING_PAYMENT,
    moves={
        OrderState.AWAITING_PAYMENT: frozenset({OrderState.PAID, OrderState.CANCELLED}),
        OrderState.PAID: frozenset({OrderState.REFUNDED}),
        OrderState.CANCELLED: frozenset({OrderState.PAID_LATE}),
        OrderState.PAID_LATE: frozenset({OrderState.REFUNDED}),
        OrderState.REFUNDED: frozenset(),
    },
)

STATE_TEXT = {
    OrderState.AWAITING_PAYMENT: "待付款",
    OrderState.PAID: "待发货",
    OrderState.CANCELLED: "已取消",
    OrderState.PAID_LATE: "取消后到账",
    OrderState.REFUNDED: "已退款",
}
