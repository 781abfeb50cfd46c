"""Remind enterprises of what ends: owed once per occasion, told as a notice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.brand.clock import day_of
from plugins.brand.models import Enterprise
from plugins.brand.selectors.due import REMIND_AT, due_items
from plugins.kernel import audit, outbox


def reminders_owe(*, now: datetime) -> int:
    """Owe a reminder for everything that has come within one of `REMIND_AT` days.

    Runs often and owes once: the outbox knows the occasion by its key. A sweep that
    was down for days sends the nearest reminder only.
    """
    today = day_of(now)
    items = due_items(now=now, within_days=max(REMIND_AT))
    with transaction.atomic():
        for item in items:
            left = (item.last_day - today).days
            stage = min(days for days in REMIND_AT if left <= days)
            outbox.put(
                topic="brand.remind",
                key=f"{item.kind}:{item.object_id}:{item.last_day}:{stage}",
                payload={
                    "enterprise_id": item.enterprise_id,
                    "title": item.title,
                    "last_day": item.last_day.isoformat(),
                },
            )
    return len(items)


@transaction.atomic
def remind(payload: Mapping[str, Any]) -> None:
    """Handler of the outbox: put it on the trail, from which the enterprise is told."""
    enterprise = Enterprise.objects.get(pk=payload["enterprise_id"])
    audit.record(
        "brand.enterprise.reminded",
        enterprise,
        actor="system:brand",
        title=payload["title"],
        last_day=payload["last_day"],
    )
