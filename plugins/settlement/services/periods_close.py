"""Close last month for every enterprise that something was booked for."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.utils import timezone

from plugins.kernel.errors import DomainError
from plugins.settlement.models import LedgerEntry
from plugins.settlement.services.period_close import period_close

logger = logging.getLogger(__name__)


def last_month_end(today: date) -> date:
    return today.replace(day=1) - timedelta(days=1)


def periods_close_month(*, now: datetime, actor: str) -> dict[str, int]:
    """Close everything booked until the end of last month (Beijing); repeating is harmless.

    Returns:
        How many periods were closed, and how many enterprises have to wait.
    """
    ends_on = last_month_end(timezone.localdate(now))
    waiting = LedgerEntry.objects.filter(period=None).order_by()
    counts = {"closed": 0, "waiting": 0}
    for enterprise_id in waiting.values_list("enterprise_id", flat=True).distinct():
        try:
            period = period_close(
                enterprise_id=enterprise_id, ends_on=ends_on, actor=actor, now=now
            )
        except DomainError as error:
            logger.warning("enterprise %s cannot be closed yet: %s", enterprise_id, error)
            counts["waiting"] += 1
        else:
            counts["closed"] += period is not None
    return counts
