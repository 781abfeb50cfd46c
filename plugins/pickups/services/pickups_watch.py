"""Remind buyers of what waits for them, and tell enterprises of what nobody fetched."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from plugins.kernel import audit, outbox
from plugins.pickups.models import Pickup
from plugins.pickups.rules import REMIND_BEFORE
from plugins.pickups.selectors import overdue, waiting_for_buyers

ACTOR = "system:pickups"
BATCH = 200


def pickups_watch(*, now: datetime) -> int:
    """Do both for what is due, each once; return for how many.

    Who was told only today that she can come is not reminded today.
    """
    today = timezone.localdate(now)
    waiting = waiting_for_buyers()
    ending = waiting.filter(
        reminded_at__isnull=True,
        keep_until__range=(today, today + REMIND_BEFORE),
        ready_at__lt=timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0),
    )
    late = overdue(waiting, today=today).filter(overdue_at__isnull=True)
    done = sum(_remind(key, now=now) for key in _ids(ending))
    return done + sum(_tell_overdue(key, now=now) for key in _ids(late))


def _ids(pickups: QuerySet[Pickup]) -> list[int]:
    return list(pickups.order_by("pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _remind(pickup_id: int, *, now: datetime) -> bool:
    claimed = waiting_for_buyers().filter(pk=pickup_id, reminded_at__isnull=True)
    if not claimed.update(reminded_at=now):
        return False
    audit.record("pickups.pickup.reminded", Pickup.objects.get(pk=pickup_id), actor=ACTOR)
    outbox.put(topic="pickups.ending", key=str(pickup_id), payload={"pickup_id": pickup_id})
    return True


@transaction.atomic
def _tell_overdue(pickup_id: int, *, now: datetime) -> bool:
    claimed = waiting_for_buyers().filter(pk=pickup_id, overdue_at__isnull=True)
    if not claimed.update(overdue_at=now):
        return False
    audit.record("pickups.pickup.overdue", Pickup.objects.get(pk=pickup_id), actor=ACTOR)
    return True
