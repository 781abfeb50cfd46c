"""Counting working days; which days are, the caller knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

IsWorkingDay = Callable[[date], bool]
SATURDAY = 5


def notice_last_day(*, published_on: date, working_days: int, is_working: IsWorkingDay) -> date:
    """Return the last day of a notice: its `working_days`-th working day.

    The day of publication does not count (民法典 art. 201), so everybody has whole days.

    Raises:
        ValueError: less than one working day.
    """
    if working_days < 1:
        raise ValueError("a notice lasts at least one working day")
    day, counted = published_on, 0
    while counted < working_days:
        day += timedelta(days=1)
        counted += is_working(day)
    return day


def working_days_between(*, after: date, until: date, is_working: IsWorkingDay) -> int:
    """Count the working days after one day, up to and with another."""
    days = ((until - after).days + 1) if until > after else 1
    return sum(is_working(after + timedelta(days=ahead)) for ahead in range(1, days))


def is_weekday(day: date) -> bool:
    return day.weekday() < SATURDAY
