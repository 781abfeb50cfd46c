"""Hours, codes and days of pick-up. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby

from plugins.pickups.errors import HoursInvalid, KeepDaysInvalid

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
CLOSED = "休息"
#: Nobody remembers twelve digits, and nobody guesses them.
CODE_DIGITS = 12
CODE_MARK = "#code="
LEAST_DAYS, MOST_DAYS = 1, 30
#: The buyer is reminded on the day before the last one.
REMIND_BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """When a point is open on a weekday; Monday is 0."""

    weekday: int
    opens: time
    closes: time


def hours_checked(spans: Sequence[Span]) -> list[Span]:
    """Return the spans in the order of the week.

    Raises:
        HoursInvalid: none, two on one day, no such day, or not closing after opening.
    """
    days = {span.weekday for span in spans}
    is_fit = len(days) == len(spans) > 0 and days <= set(range(len(WEEKDAYS)))
    if not is_fit or any(span.opens >= span.closes for span in spans):
        raise HoursInvalid(field="hours")
    return sorted(spans, key=lambda span: span.weekday)


def hours_lines(spans: Sequence[Span]) -> list[str]:
    """Return a week as people read it: 周一至周五 09:00–18:00, 周六 休息."""
    by_day = {span.weekday: f"{span.opens:%H:%M}–{span.closes:%H:%M}" for span in spans}
    week = [(day, by_day.get(day, CLOSED)) for day in range(len(WEEKDAYS))]
    lines = []
    for hours, group in groupby(week, key=lambda entry: entry[1]):
        days = [WEEKDAYS[day] for day, _ in group]
        if len(days) == len(WEEKDAYS):
            lines.append(f"每天 {hours}")
        else:
            lines.append(f"{days[0] if len(days) == 1 else f'{days[0]}至{days[-1]}'} {hours}")
    return lines


def keep_days_checked(days: int) -> int:
    """Raises:
    KeepDaysInvalid
    """
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise KeepDaysInvalid(field="keepDays", least=LEAST_DAYS, most=MOST_DAYS)
    return days


def code_made(random_digits: int) -> str:
    """Return a code of `CODE_DIGITS` digits.

    Raises:
        ValueError: the number has more.
    """
    if not 0 <= random_digits < 10**CODE_DIGITS:
        raise ValueError("random_digits out of range")
    return f"{random_digits:0{CODE_DIGITS}d}"


def code_shown(code: str) -> str:
    """Return a code in groups of four, as people compare it."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def code_read(text: str) -> str:
    """Return the code in what was typed or scanned; "" when there is none.

    A scanner gives the whole address of the picture; people type blanks, dashes
    and full-width digits.
    """
    _, _, marked = text.rpartition(CODE_MARK)
    digits = re.sub(r"[\s\-‐–—]", "", unicodedata.normalize("NFKC", marked))
    return digits if re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", digits) else ""


def keep_until(*, ready_on: date, keep_days: int) -> date:
    """Return the last day on which the goods can be fetched."""
    return ready_on + timedelta(days=keep_days)


def is_overdue(*, last_day: date, today: date) -> bool:
    return today > last_day
