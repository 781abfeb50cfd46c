"""What is shown at once, how buyers are named, how stars are added up."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reviews import errors
from plugins.reviews.rules import ratings, texts, windows
from plugins.reviews.rules.kinds import Concern
from plugins.reviews.rules.ratings import Rating, rating_of
from plugins.reviews.rules.texts import Finding
from plugins.reviews.states import OUT_OF_SIGHT, TRANSITIONS, PostState

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("个大汁多，包得也仔细。", set()),
        ("很差，又小又酸，再也不买了！", set()),
        ("第 3 次买，5 斤装 49.90 元。", set()),
        ("2026-07-01 收到的", {Finding.NUMBER}),
        ("打我电话 138 0000 1234", {Finding.NUMBER}),
        ("电话１３８００００１２３４", {Finding.NUMBER}),
        ("幺三八不算，一三八零零零零一二三四算", {Finding.NUMBER}),
        ("去 https://x.example/ 买", {Finding.LINK}),
        ("taoshop.com 更便宜", {Finding.LINK}),
        ("加我微信便宜两块", {Finding.CONTACT}),
        ("+V 领券", {Finding.CONTACT}),
        ("好评返现五元", {Finding.WORDS}),
        ("老板是个傻 逼", {Finding.WORDS}),
    ],
)
def test_what_a_machine_finds(text, found):
    assert texts.findings(text) == found


def test_text_is_tidied_and_bounded():
    assert texts.text_checked("  好\u200b吃\n\n\n\n真的\x07 ", most=10) == "好吃\n\n真的"
    for unusable in ("", " 好 ", "长" * 11, "\u200b\u200b\u200b"):
        with pytest.raises(errors.TextInvalid):
            texts.text_checked(unusable, most=10)


@pytest.mark.parametrize(
    ("name", "is_anonymous", "shown"),
    [
        ("张三", False, "张**"),
        ("欧阳修文", False, "欧**"),
        ("", False, texts.NAMELESS),
        ("张三", True, texts.ANONYMOUS),
    ],
)
def test_buyers_are_named_by_one_character(name, is_anonymous, shown):
    assert texts.byline(name=name, is_anonymous=is_anonymous) == shown


@given(st.text(min_size=2, max_size=30))
def test_no_byline_tells_more_than_a_character(name):
    shown = texts.byline(name=name, is_anonymous=False)

    assert shown == texts.NAMELESS or (shown[0] == name.strip()[0] and shown[1:] == "**")


def test_goods_arrive_when_confirmed_or_ten_days_after_they_left():
    later = NOW + timedelta(days=3)

    assert windows.arrived_at(received_at=later, shipped_at=NOW) == later
    assert windows.arrived_at(received_at=None, shipped_at=NOW) == NOW + timedelta(days=10)
    assert windows.arrived_at(received_at=None, shipped_at=None) is None


def test_window_opens_with_the_goods_and_closes():
    windows.refuse_outside(since=NOW, days=90, now=NOW)
    windows.refuse_outside(since=NOW, days=90, now=NOW + timedelta(days=90, microseconds=-1))
    with pytest.raises(errors.ReviewTimeOver):
        windows.refuse_outside(since=NOW, days=90, now=NOW + timedelta(days=90))
    for since in (None, NOW + timedelta(seconds=1)):
        with pytest.raises(errors.NotReceivedYet):
            windows.refuse_outside(since=since, days=90, now=NOW)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_are_one_to_five(stars):
    with pytest.raises(errors.StarsInvalid):
        ratings.stars_checked(stars)


def test_only_the_dissatisfied_tick_concerns():
    assert ratings.concerns_checked([Concern.SERVICE, Concern.QUALITY], stars=3) == [
        "quality",
        "service",
    ]
    assert ratings.concerns_checked([], stars=5) == []
    for concerns, stars in (([Concern.QUALITY], 4), ([Concern.QUALITY] * 2, 1)):
        with pytest.raises(errors.ConcernsInvalid):
            ratings.concerns_checked(concerns, stars=stars)


@pytest.mark.parametrize(
    ("given_stars", "average"),
    [([], None), ([5], "5.0"), ([4, 5], "4.5"), ([5, 5, 4, 3], "4.3"), ([1, 2], "1.5")],
)
def test_average_has_one_decimal_and_rounds_a_half_up(given_stars, average):
    assert rating_of(given_stars).average == (Decimal(average) if average else None)


@given(st.lists(st.integers(1, 5), min_size=1))
def test_average_lies_within_what_was_given(given_stars):
    rating = rating_of(given_stars)

    assert rating.count == len(given_stars)
    assert min(given_stars) <= rating.average <= max(given_stars)
    assert sum(count for _, count, _ in rating.shares) == len(given_stars)


def test_shares_start_with_five_stars():
    assert Rating((1, 0, 0, 0, 3)).shares == [
        (5, 3, 75),
        (4, 0, 0),
        (3, 0, 0),
        (2, 0, 0),
        (1, 1, 25),
    ]


@given(st.lists(st.sampled_from(list(PostState)), max_size=12))
def test_nothing_is_ever_beyond_being_shown(wishes):
    """Whatever moves are tried: no state is final, and out of sight only by being hidden."""
    state = TRANSITIONS.initial
    for wish in wishes:
        if TRANSITIONS.allows(state, wish):
            if wish in OUT_OF_SIGHT and state not in OUT_OF_SIGHT:
                assert wish is PostState.HIDDEN
            if wish is PostState.UPHELD:
                assert state is PostState.OBJECTED
            state = wish
        assert not TRANSITIONS.is_final(state)
        assert state is PostState.SHOWN or PostState.SHOWN in TRANSITIONS.moves[state]
