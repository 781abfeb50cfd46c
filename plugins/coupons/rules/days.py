"""From when to when a claimed coupon can be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo


@dataclass(frozen=True)
class Window:
    """`until` is the first instant it can no longer be used."""

    since: datetime
    until: datetime


def window(
    *,
    claimed_at: datetime,
    use_from: datetime | None,
    use_until: datetime | None,
    use_days: int,
    zone: tzinfo,
) -> Window:
    """Return when a coupon claimed now can be used: within fixed days, or days of claiming.

    `use_days` counts from the day of claiming in `zone`: 7 means to the end of the seventh
    day after it.
    """
    if use_days:
        midnight = claimed_at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return Window(claimed_at, midnight + timedelta(days=use_days + 1))
    if use_from is None or use_until is None:
        raise ValueError("a coupon has fixed days or days after claiming")
    return Window(use_from, use_until)
