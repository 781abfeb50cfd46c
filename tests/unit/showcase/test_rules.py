"""Which cards stand on the first page at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.showcase.rules.cards import (
    Standing,
    cards_at,
    is_season,
    next_change,
    problem_of,
    standing,
)

NOON = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Slot:
    pk: int = 1
    position: int = 0
    is_on: bool = True
    shown_from: datetime = NOON
    shown_until: datetime | None = None


@pytest.mark.parametrize(
    ("slot", "at", "expected"),
    [
        (Slot(), NOON, Standing.SHOWN),
        (Slot(), NOON - HOUR, Standing.TO_COME),
        (Slot(shown_until=NOON + HOUR), NOON + HOUR - timedelta.resolution, Standing.SHOWN),
        (Slot(shown_until=NOON + HOUR), NOON + HOUR, Standing.OVER),
        (Slot(is_on=False), NOON, Standing.OFF),
        (Slot(pk=2), NOON, Standing.CLOSED),
    ],
)
def test_a_card_stands_by_switch_calendar_and_target(slot, at, expected):
    assert standing(slot, at=at, openable={1}) is expected


hours = st.integers(min_value=-48, max_value=48)
#: Position, whether it is on, the hour it begins, and how many it lasts.
slots = st.tuples(
    st.integers(0, 3), st.booleans(), hours, st.none() | st.integers(min_value=1, max_value=48)
)


@given(st.lists(slots, max_size=6), st.sets(st.integers(1, 6)), hours)
def test_the_page_never_changes_between_the_moments_it_foretells(drawn, openable, hour):
    at = NOON + hour * HOUR
    cards = [
        Slot(
            pk=number,
            position=position,
            is_on=is_on,
            shown_from=NOON + begins * HOUR,
            shown_until=None if lasts is None else NOON + (begins + lasts) * HOUR,
        )
        for number, (position, is_on, begins, lasts) in enumerate(drawn, start=1)
    ]

    shown = cards_at(cards, at=at, openable=openable, most=3)

    assert len(shown) <= 3
    assert [(each.position, each.pk) for each in shown] == sorted(
        (each.position, each.pk) for each in shown
    )
    assert all(each.is_on and each.pk in openable for each in shown)
    change = next_change(cards, after=at)
    last = change - timedelta.resolution if change else at + 1000 * HOUR
    assert cards_at(cards, at=last, openable=openable, most=3) == shown


@pytest.mark.parametrize("target", ["now", "1", "9", "10", "12"])
def test_a_season_is_a_month_or_the_present_one(target):
    assert is_season(target)


@pytest.mark.parametrize("target", ["0", "13", "01", "june", "", "1 ", "now\n"])
def test_nothing_else_is_a_season(target):
    assert not is_season(target)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "很" * 15}, "title"),
        ({"words": ""}, "words"),
        ({"words": "长" * 31}, "words"),
        ({"position": 1000}, "position"),
        ({"shown_until": NOON}, "shown_until"),
    ],
)
def test_what_a_card_may_not_say(change, field):
    said = {
        "title": "当季",
        "words": "正好",
        "position": 0,
        "shown_from": NOON,
        "shown_until": None,
    }

    assert problem_of(**said) is None
    assert problem_of(**{**said, **change}).field == field
