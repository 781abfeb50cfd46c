"""Remind enterprises while there is still time to ship."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.child_orders.models import ChildOrder
from plugins.child_orders.selectors import child_orders_due
from plugins.child_orders.signals import shipping_due
from plugins.kernel import audit, outbox

BATCH = 200


def child_orders_remind(*, now: datetime) -> int:
    """Announce each child order once that has to be shipped soon; return how many."""
    due = child_orders_due(now=now).filter(reminded_at__isnull=True)
    ids = list(due.values_list("pk", flat=True)[:BATCH])
    return sum(_remind(child_id, now=now) for child_id in ids)


@transaction.atomic
def _remind(child_id: int, *, now: datetime) -> bool:
    claimed = ChildOrder.objects.filter(pk=child_id, reminded_at__isnull=True)
    if not claimed.update(reminded_at=now):
        return False
    audit.record(
        "child_orders.child_order.reminded",
        ChildOrder.objects.get(pk=child_id),
        actor="system:child_orders",
    )
    outbox.put(topic="child_orders.due", key=str(child_id), payload={"child_order_id": child_id})
    return True


def announce_due(payload: Mapping[str, Any]) -> None:
    """Tell other capabilities. A handler of the outbox: it may run twice."""
    shipping_due.send(sender=ChildOrder, child_order_id=payload["child_order_id"])
