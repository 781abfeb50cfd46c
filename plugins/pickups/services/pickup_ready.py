"""The goods are set aside: the buyer can come, and gets her code."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from plugins.child_orders.public import child_set_aside
from plugins.kernel import audit, outbox
from plugins.marketplace.public import MemberActor
from plugins.pickups import rules
from plugins.pickups.errors import PickupNotFound
from plugins.pickups.models import Pickup


@transaction.atomic
def pickup_ready(*, actor: MemberActor, number: str, now: datetime) -> Pickup:
    """Set a child order aside and make its code; saying it twice makes one.

    Raises:
        RoleMissing, ChildOrderNotFound, NotPickedUp, PickupNotFound.
        NotReady: unpaid, fetched or over.
    """
    child = child_set_aside(actor=actor, number=number, now=now)
    pickup = (
        Pickup.objects.select_for_update(of=("self",))
        .select_related("point")
        .filter(child_order=child)
        .first()
    )
    if pickup is None:
        raise PickupNotFound()
    if pickup.ready_at is not None:
        return pickup
    pickup.code = _unused_code()
    pickup.ready_at = now
    pickup.keep_until = rules.keep_until(
        ready_on=timezone.localdate(now), keep_days=pickup.point.keep_days
    )
    pickup.save(update_fields=["code", "code_index", "ready_at", "keep_until"])
    audit.record(
        "pickups.pickup.ready", pickup, actor=str(actor), keep_until=pickup.keep_until.isoformat()
    )
    outbox.put(topic="pickups.ready", key=str(pickup.pk), payload={"pickup_id": pickup.pk})
    return pickup


def _unused_code() -> str:
    """The database refuses a code twice; one in 10¹² draws would meet an old one."""
    index = Pickup._meta.get_field("code_index")
    while True:
        code = rules.code_made(secrets.randbelow(10**rules.CODE_DIGITS))
        if not Pickup.objects.filter(code_index__in=index.any_of(code)).exists():
            return code
