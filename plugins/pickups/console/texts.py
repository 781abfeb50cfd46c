"""Pick-ups in words."""

from __future__ import annotations

from datetime import date

from brand_theme.console.public import Label, Tone
from plugins.child_orders.public import ChildState
from plugins.pickups.models import Pickup
from plugins.pickups.rules import is_overdue

PREPARING = Label("待备货", Tone.CAREFUL)
WAITING = Label("待自提", Tone.WAITING)
OVERDUE = Label("过期未取", Tone.BAD)
FETCHED = Label("已取货", Tone.GOOD)
_STATES = {
    ChildState.TO_SHIP.value: PREPARING,
    ChildState.SHIPPED.value: FETCHED,
    ChildState.RECEIVED.value: FETCHED,
    ChildState.REFUNDED.value: Label("已退款"),
    ChildState.CANCELLED.value: Label("已取消"),
    ChildState.AWAITING_PAYMENT.value: Label("待付款"),
}


def label_of(pickup: Pickup, *, today: date) -> Label:
    state = pickup.child_order.state
    if state != ChildState.READY.value:
        return _STATES[state]
    if pickup.closed_at is not None:
        return Label("退款中", Tone.WAITING)
    return OVERDUE if is_late(pickup, today=today) else WAITING


def is_late(pickup: Pickup, *, today: date) -> bool:
    """Whether it waits for a buyer whose time is over."""
    return (
        pickup.child_order.state == ChildState.READY.value
        and pickup.keep_until is not None
        and is_overdue(last_day=pickup.keep_until, today=today)
    )
