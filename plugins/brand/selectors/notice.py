"""How long a public notice still runs."""

from __future__ import annotations

from datetime import date

from plugins.brand.errors import HolidaysUnknown
from plugins.brand.rules.working_days import is_weekday, working_days_between
from plugins.brand.working_calendar import is_working_day


def working_days_left(*, today: date, last_day: date) -> int:
    """Count the working days after `today` up to `last_day`; 0 on the last one and after."""
    return working_days_between(after=today, until=last_day, is_working=_is_working)


def _is_working(day: date) -> bool:
    """Where the calendar ends a person has stated the last day; weekdays tell how far it is."""
    try:
        return is_working_day(day)
    except HolidaysUnknown:
        return is_weekday(day)
