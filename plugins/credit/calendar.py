"""Working days, also in years whose holidays are not announced yet."""

from __future__ import annotations

from datetime import date, timedelta

from plugins.brand.public import (
    HolidaysUnknown,
    is_weekday,
    is_working_day,
    notice_last_day,
)

#: No holiday of the Chinese year is longer with its weekends.
LONGEST_HOLIDAY = timedelta(days=9)


def last_working_day(*, after: date, working_days: int) -> date:
    """Return the `working_days`-th working day after a day, which does not count itself.

    A score is published at night, when nobody can be asked for a year's holidays
    before the State Council has announced them: then the longest of them is granted
    on top of the weekdays, so that nobody has less time than they are promised.
    """
    try:
        return notice_last_day(
            published_on=after, working_days=working_days, is_working=is_working_day
        )
    except HolidaysUnknown:
        last = notice_last_day(published_on=after, working_days=working_days, is_working=is_weekday)
        return last + LONGEST_HOLIDAY
