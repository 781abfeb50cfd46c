"""Days of the licence office and instants of the shop: the office keeps Beijing time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def day_of(instant: datetime) -> date:
    return instant.astimezone(SHANGHAI).date()


def midnight(day: date) -> datetime:
    """Return the instant at which `day` begins."""
    return datetime.combine(day, time(), SHANGHAI)


def midnight_after(day: date) -> datetime:
    """Return the instant at which what lasts until `day`, that day included, is over."""
    return midnight(day + timedelta(days=1))
