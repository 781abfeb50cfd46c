"""Hold a child order still, in line with its order, while something is decided about it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from plugins.child_orders.errors import ChildOrderNotFound, NotReady, PickedUp
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.child_orders.states import STATE_TEXT, ChildState


def child_order_lock(*, number: str, now: datetime, enterprise_id: int | None = None) -> ChildOrder:
    """Lock the order, then its parts; return the one, as the books have it now.

    Inside the caller's transaction. `enterprise_id`: whose it must be; None for the
    city hub, which handles all of them.

    Raises:
        ChildOrderNotFound: there is none, or another enterprise's.
    """
    found = ChildOrder.objects.filter(number=number)
    if enterprise_id is not None:
        found = found.filter(enterprise=enterprise_id)
    order_id = found.values_list("order_id", flat=True).first()
    if order_id is None:
        raise ChildOrderNotFound(field="number")
    children = child_orders_follow(order_id=order_id, now=now)
    return next(child for child in children if child.number == number)


def refuse_picked_up(child: ChildOrder) -> None:
    """Refuse to send what the buyer fetches.

    Raises:
        PickedUp
    """
    if child.is_pick_up:
        raise PickedUp()


def refuse_unless(child: ChildOrder, states: Collection[ChildState]) -> None:
    """Refuse what the present state does not allow.

    Raises:
        NotReady: it is in none of `states`.
    """
    state = ChildState(child.state)
    if state not in states:
        raise NotReady(state=state.value, state_zh=STATE_TEXT[state])
