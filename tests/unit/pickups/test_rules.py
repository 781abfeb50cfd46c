"""Hours as people read them, and codes however they are typed or scanned."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.pickups.errors import HoursInvalid, KeepDaysInvalid
from plugins.pickups.rules import (
    CODE_DIGITS,
    Span,
    code_made,
    code_read,
    code_shown,
    hours_checked,
    hours_lines,
    is_overdue,
    keep_days_checked,
    keep_until,
)

NINE, NOON, SIX = time(9), time(12), time(18)


def test_days_with_the_same_hours_are_read_together():
    week = [Span(day, NINE, SIX) for day in range(5)] + [Span(5, NINE, NOON)]

    assert hours_lines(week) == ["周一至周五 09:00–18:00", "周六 09:00–12:00", "周日 休息"]
    assert hours_lines([Span(day, NINE, SIX) for day in range(7)]) == ["每天 09:00–18:00"]


@pytest.mark.parametrize(
    "week",
    [
        [],
        [Span(0, SIX, NINE)],
        [Span(0, NINE, NINE)],
        [Span(0, NINE, NOON), Span(0, NOON, SIX)],
        [Span(7, NINE, SIX)],
    ],
)
def test_hours_that_mean_nothing_are_refused(week):
    with pytest.raises(HoursInvalid):
        hours_checked(week)


@given(st.integers(0, 10**CODE_DIGITS - 1))
def test_code_is_read_as_it_was_shown_typed_or_scanned(drawn):
    code = code_made(drawn)
    wide = code.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})

    for given_text in (code, code_shown(code), wide, f"https://shop/enterprise/#code={code}"):
        assert code_read(given_text) == code


@given(st.text(max_size=30))
def test_what_is_no_code_is_none(text):
    read = code_read(text)

    assert read == "" or (len(read) == CODE_DIGITS and read.isascii() and read.isdigit())


def test_last_day_still_counts():
    last = keep_until(ready_on=date(2026, 7, 1), keep_days=3)

    assert last == date(2026, 7, 4)
    assert not is_overdue(last_day=last, today=date(2026, 7, 4))
    assert is_overdue(last_day=last, today=date(2026, 7, 5))
    for days in (0, 31):
        with pytest.raises(KeepDaysInvalid):
            keep_days_checked(days)
