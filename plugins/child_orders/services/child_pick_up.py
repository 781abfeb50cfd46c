"""The buyer fetches her goods: the enterprise sets them aside and hands them over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.child_orders.errors import NotPickedUp
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_order_lock import child_order_lock, refuse_unless
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.child_orders.services.child_ship import ship_rest
from plugins.child_orders.states import TRANSITIONS, ChildState
from plugins.kernel.transitions import move
from plugins.marketplace.public import MemberActor, Role
from plugins.shipments.public import Method, shipment_receive


def child_pick_up_lock(*, actor: MemberActor, number: str, now: datetime) -> ChildOrder:
    """Lock the enterprise's own child order, inside the caller's transaction.

    Raises:
        RoleMissing, ChildOrderNotFound.
        NotPickedUp: it is delivered.
    """
    actor.require(Role.ORDERS)
    child = child_order_lock(number=number, now=now, enterprise_id=actor.enterprise_id)
    if not child.is_pick_up:
        raise NotPickedUp()
    return child


@transaction.atomic
def child_set_aside(*, actor: MemberActor, number: str, now: datetime) -> ChildOrder:
    """Say that the buyer can come; saying it twice is saying it once.

    Raises:
        As `child_pick_up_lock`. NotReady: unpaid, fetched or over.
    """
    child = child_pick_up_lock(actor=actor, number=number, now=now)
    refuse_unless(child, (ChildState.TO_SHIP, ChildState.READY))
    if child.state == ChildState.TO_SHIP.value:
        move(
            child,
            ChildState.READY,
            transitions=TRANSITIONS,
            actor=str(actor),
            action="child_orders.child_order.ready",
            changes={"ready_at": now},
        )
    return child


@transaction.atomic
def child_fetched(*, actor: MemberActor, number: str, now: datetime) -> ChildOrder:
    """Hand over what was set aside: it leaves and is received at the same moment.

    The caller has made sure that it is the buyer, or somebody she sent.

    Raises:
        As `child_pick_up_lock`. NotReady: it was not set aside, or is over.
        GoodsContested, GoodsMissing, MoneyGoingBack: the goods cannot leave now.
    """
    child = child_pick_up_lock(actor=actor, number=number, now=now)
    refuse_unless(child, (ChildState.READY,))
    ship_rest(child, method=Method.PICK_UP, labels=[], actor=str(actor), now=now)
    shipment_receive(order_id=child.order_id, at=now, by=str(actor))
    children = child_orders_follow(order_id=child.order_id, now=now)
    return next(each for each in children if each.pk == child.pk)
