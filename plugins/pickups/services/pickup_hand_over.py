"""Somebody stands in the shop with a code."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from plugins.child_orders.public import ChildState, child_fetched, child_pick_up_lock
from plugins.kernel import audit
from plugins.kernel.throttle import Rate, forgive, throttle
from plugins.marketplace.public import MemberActor, Role
from plugins.pickups.errors import CodeUnknown, FetchedAlready, PickupOver
from plugins.pickups.models import Pickup
from plugins.pickups.rules import code_read
from plugins.pickups.selectors import has_goods, pickup_of_code

#: Wrong codes of one member, and of all members of an enterprise.
TRIES = Rate(most=10, seconds=600)
TRIES_OF_ALL = Rate(most=40, seconds=600)
_MEMBER, _ENTERPRISE = "pickups.code.member", "pickups.code.enterprise"
_GONE = (ChildState.SHIPPED, ChildState.RECEIVED)


def pickup_find(*, actor: MemberActor, text: str) -> Pickup:
    """Return the enterprise's own pick-up that a typed or scanned code opens.

    A try is counted before it is looked up, however many are made at once, and taken
    back when it was right. A right one makes no wrong one undone: whoever has a code,
    used up or not, could go through the others with it.

    Raises:
        RoleMissing, TooOften, CodeUnknown.
        FetchedAlready, PickupOver: the code is used up.
    """
    actor.require(Role.ORDERS)
    throttle(_MEMBER, str(actor.member_id), TRIES)
    throttle(_ENTERPRISE, str(actor.enterprise_id), TRIES_OF_ALL)
    pickup = pickup_of_code(code=code_read(text), enterprise_id=actor.enterprise_id)
    forgive(_MEMBER, str(actor.member_id))
    forgive(_ENTERPRISE, str(actor.enterprise_id))
    _refuse_used(pickup, ChildState(pickup.child_order.state))
    return pickup


@transaction.atomic
def pickup_hand_over(*, actor: MemberActor, text: str, now: datetime) -> Pickup:
    """Hand the goods over for their code: they leave and are received at this moment.

    Of two clerks with one code the order's lock lets one through; the other is told
    when it was fetched.

    Raises:
        As `pickup_find`.
        NotReady: it was not set aside.
        GoodsContested, GoodsMissing, MoneyGoingBack: the goods cannot leave now.
    """
    number = pickup_find(actor=actor, text=text).child_order.number
    child = child_pick_up_lock(actor=actor, number=number, now=now)
    pickup = Pickup.objects.select_for_update().get(child_order=child)
    pickup.child_order = child
    _refuse_used(pickup, ChildState(child.state))
    if not has_goods(pickup):
        raise PickupOver(field="code", number=number)
    # Before they leave: `PickupGuard` lets go what was handed over. And not saved: that would
    # empty the index too, and a second scan would be told nothing.
    Pickup.objects.filter(pk=pickup.pk).update(code="", handed_over_at=now)
    pickup.code, pickup.handed_over_at = "", now
    pickup.child_order = child_fetched(actor=actor, number=number, now=now)
    audit.record("pickups.pickup.handed_over", pickup, actor=str(actor))
    return pickup


def _refuse_used(pickup: Pickup, state: ChildState) -> None:
    number = pickup.child_order.number
    gone_at = pickup.handed_over_at or pickup.child_order.shipped_at
    if gone_at is not None and (pickup.handed_over_at or state in _GONE):
        at = f"{timezone.localtime(gone_at):%m-%d %H:%M}"
        raise FetchedAlready(field="code", number=number, at=at)
    if pickup.closed_at is not None or state in (ChildState.REFUNDED, ChildState.CANCELLED):
        raise PickupOver(field="code", number=number)
    if not pickup.code:
        raise CodeUnknown(field="code")
