"""Nobody came: the enterprise gives the money back and keeps the goods."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from plugins.after_sales.public import CaseState, case_approve, case_open_by_enterprise
from plugins.child_orders.public import (
    ChildOrder,
    ChildState,
    child_orders_follow,
    child_pick_up_lock,
)
from plugins.kernel import audit
from plugins.marketplace.public import MemberActor
from plugins.orders.public import order_end_free, units_left
from plugins.pickups import rules
from plugins.pickups.errors import FetchedAlready, KeptStill, PickupOver
from plugins.pickups.models import Pickup

NOTE = "过了保留期没有到店自提，企业关闭订单并全额退款。"


def pickup_close(*, actor: MemberActor, number: str, now: datetime) -> Pickup:
    """Open an after-sales case over all that waits and agree to it: a full refund.

    Two transactions, since a refund locks the payment before the order. From the
    first on the goods are contested, so nobody hands them over; should the second be
    lost, closing again goes on with the same case, and so may the case's own page.
    An order that cost nothing has no money to give back: it ends at once.

    Raises:
        RoleMissing, ChildOrderNotFound, NotPickedUp, PickupOver.
        FetchedAlready: somebody came after all.
        KeptStill: the buyer has time left.
        DomainError: the refund cannot be promised, see `case_approve`.
    """
    case_id = _open(actor=actor, number=number, now=now)
    if case_id is not None:
        case_approve(case_id=case_id, actor=str(actor), now=now, note=NOTE)
    return Pickup.objects.select_related("child_order", "point").get(child_order__number=number)


@transaction.atomic
def _open(*, actor: MemberActor, number: str, now: datetime) -> int | None:
    """Return the case to agree to; None when that was done before."""
    child = child_pick_up_lock(actor=actor, number=number, now=now)
    pickup = Pickup.objects.select_for_update().get(child_order=child)
    if pickup.handed_over_at is not None:
        at = f"{timezone.localtime(pickup.handed_over_at):%m-%d %H:%M}"
        raise FetchedAlready(number=number, at=at)
    if child.state != ChildState.READY.value or pickup.keep_until is None:
        if pickup.closed_at is not None:
            return None
        raise PickupOver(number=number)
    today = timezone.localdate(now)
    if not rules.is_overdue(last_day=pickup.keep_until, today=today):
        raise KeptStill(until=f"{pickup.keep_until:%m-%d}")
    lines = list(child.lines.values_list("order_line_id", flat=True))
    units = {line: count for line, count in units_left(line_ids=lines).items() if count}
    if not units and pickup.closed_at is not None:
        return None
    if child.total_fen == 0:
        _close_free(pickup, child, actor=actor, now=now)
        return None
    case = case_open_by_enterprise(
        order_id=child.order_id,
        occasion=f"pickup:{number}",
        units=units,
        note=NOTE,
        actor=str(actor),
        now=now,
    )
    if pickup.closed_at is None:
        _mark_closed(pickup, actor=actor, now=now, case=case.pk)
    return case.pk if case.state == CaseState.REQUESTED.value else None


def _close_free(pickup: Pickup, child: ChildOrder, *, actor: MemberActor, now: datetime) -> None:
    """All of the order is this enterprise's: what is fetched is of one."""
    order_end_free(order_id=child.order_id, actor=str(actor), reason="not_fetched", now=now)
    _mark_closed(pickup, actor=actor, now=now, case=None)
    child_orders_follow(order_id=child.order_id, now=now)


def _mark_closed(pickup: Pickup, *, actor: MemberActor, now: datetime, case: int | None) -> None:
    Pickup.objects.filter(pk=pickup.pk).update(code="", closed_at=now)
    audit.record("pickups.pickup.closed", pickup, actor=str(actor), case=case)
