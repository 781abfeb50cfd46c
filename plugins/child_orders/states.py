"""The life of what one enterprise owes a buyer."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class ChildState(Enum):
    AWAITING_PAYMENT = "awaiting_payment"  # 待付款
    TO_SHIP = "to_ship"  # 待发货: until `ship_by`
    READY = "ready"  # 待揽收: packed, the city hub shall collect it
    COLLECTED = "collected"  # 已揽收: the city hub has it and ships it
    SHIPPED = "shipped"  # 已发货
    RECEIVED = "received"  # 已收货
    CANCELLED = "cancelled"  # 已取消: nobody paid
    REFUNDED = "refunded"  # 已退款: everything of it went back, or all its goods before they left


_TO_SHIP = frozenset({ChildState.SHIPPED, ChildState.REFUNDED})

TRANSITIONS: Transitions[ChildState] = Transitions(
    initial=ChildState.AWAITING_PAYMENT,
    moves={
        ChildState.AWAITING_PAYMENT: frozenset({ChildState.TO_SHIP, ChildState.CANCELLED}),
        ChildState.TO_SHIP: _TO_SHIP | {ChildState.READY},
        # Taken back to repack; or shipped by the enterprise itself after all.
        ChildState.READY: _TO_SHIP | {ChildState.COLLECTED, ChildState.TO_SHIP},
        ChildState.COLLECTED: _TO_SHIP,
        ChildState.SHIPPED: frozenset({ChildState.RECEIVED, ChildState.REFUNDED}),
        ChildState.RECEIVED: frozenset({ChildState.REFUNDED}),
        # Money that arrived late goes back by itself; nothing is shipped for it.
        ChildState.CANCELLED: frozenset(),
        ChildState.REFUNDED: frozenset(),
    },
)

STATE_TEXT = {
    ChildState.AWAITING_PAYMENT: "待付款",
    ChildState.TO_SHIP: "待发货",
    ChildState.READY: "待揽收",
    ChildState.COLLECTED: "已揽收",
    ChildState.SHIPPED: "已发货",
    ChildState.RECEIVED: "已收货",
    ChildState.CANCELLED: "已取消",
    ChildState.REFUNDED: "已退款",
}

#: The enterprise has to act.
OPEN = (ChildState.TO_SHIP, ChildState.READY, ChildState.COLLECTED)
