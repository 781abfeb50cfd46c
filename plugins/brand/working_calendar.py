"""The Chinese working calendar: weekends, holidays and the weekends worked for them.

The State Council announces a year's holidays in the November before; the library
learns of them with its next release.
"""

from __future__ import annotations

from datetime import date

import chinese_calendar

from plugins.brand.errors import HolidaysUnknown


def is_working_day(day: date) -> bool:
    """Tell working days.

    Raises:
        HolidaysUnknown: the library does not have that year yet.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise HolidaysUnknown(field="lastDay", year=day.year) from error
