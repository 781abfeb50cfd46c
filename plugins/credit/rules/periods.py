"""Spans of whole months that scores are made for, and the facts they look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

#: How many months a period may have: each fits a whole number of times into a year.
LENGTHS = (1, 2, 3, 4, 6, 12)
_NAME = re.compile(r"^(\d{4})-(\d{2})$")


@dataclass(frozen=True)
class Span:
    """Days from `starts_on` to `ends_on`, both included."""

    starts_on: date
    ends_on: date

    @property
    def name(self) -> str:
        """As people and the command name it: the month it begins with."""
        return f"{self.starts_on:%Y-%m}"


def first_of_month(day: date, *, later: int = 0) -> date:
    """Return the first day of the month that is `later` months after the day's."""
    years, month = divmod(day.year * 12 + day.month - 1 + later, 12)
    return date(years, month + 1, 1)


def is_first_day(day: date, *, months: int) -> bool:
    """Tell whether a period of so many months begins on the day: they follow the year."""
    return day.day == 1 and (day.month - 1) % months == 0


def span_around(day: date, *, months: int) -> Span:
    """Return the period that the day lies in."""
    starts_on = first_of_month(day, later=-((day.month - 1) % months))
    return Span(starts_on, first_of_month(starts_on, later=months) - timedelta(days=1))


def span_before(day: date, *, months: int) -> Span:
    """Return the last period that was over before the day."""
    return span_around(span_around(day, months=months).starts_on - timedelta(days=1), months=months)


def month_named(text: str) -> date | None:
    """Read `2026-10` as the first of that month; None when it is no month."""
    found = _NAME.match(text.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 2000:
        return None
    return date(int(found[1]), int(found[2]), 1)


def window_of(span: Span, *, months: int) -> Span:
    """Return the days whose facts count for a period: so many months until its end."""
    return Span(first_of_month(span.ends_on, later=1 - months), span.ends_on)
