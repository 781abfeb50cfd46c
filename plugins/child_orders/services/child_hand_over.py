"""The enterprise packs for the city hub, which collects."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_order_lock import (
    child_order_lock,
    refuse_picked_up,
    refuse_unless,
)
from plugins.child_orders.states import TRANSITIONS, ChildState
from plugins.kernel.transitions import move
from plugins.marketplace.public import MemberActor, Role


@transaction.atomic
def child_ready(*, actor: MemberActor, number: str, now: datetime) -> ChildOrder:
    """Say that a child order is packed and the hub shall collect it.

    Raises:
        RoleMissing, ChildOrderNotFound.
        PickedUp: the buyer fetches it; see `child_set_aside`.
        NotReady: it is not waiting to be shipped.
    """
    actor.require(Role.ORDERS)
    child = child_order_lock(number=number, now=now, enterprise_id=actor.enterprise_id)
    return _hand(child, ChildState.READY, since=ChildState.TO_SHIP, actor=str(actor), ready_at=now)


@transaction.atomic
def child_take_back(*, actor: MemberActor, number: str, now: datetime) -> ChildOrder:
    """Take a packed child order back before the hub has collected it.

    Raises:
        RoleMissing, ChildOrderNotFound.
        NotReady: the hub has it, or it was not packed.
    """
    actor.require(Role.ORDERS)
    child = child_order_lock(number=number, now=now, enterprise_id=actor.enterprise_id)
    return _hand(child, ChildState.TO_SHIP, since=ChildState.READY, actor=str(actor), ready_at=None)


@transaction.atomic
def hub_collect(*, actor: str, number: str, now: datetime) -> ChildOrder:
    """The hub has taken a packed child order along and ships it; `actor` is who did it.

    Raises:
        ChildOrderNotFound.
        NotReady: it is not packed.
    """
    child = child_order_lock(number=number, now=now)
    return _hand(child, ChildState.COLLECTED, since=ChildState.READY, actor=actor, collected_at=now)


def _hand(
    child: ChildOrder, to: ChildState, *, since: ChildState, actor: str, **changes: Any
) -> ChildOrder:
    """Move it on; whoever repeats a call whose answer was lost is told the same."""
    refuse_picked_up(child)
    if child.state == to.value:
        return child
    refuse_unless(child, (since,))
    move(
        child,
        to,
        transitions=TRANSITIONS,
        actor=actor,
        action=f"child_orders.child_order.{to.value}",
        changes=changes,
    )
    return child
