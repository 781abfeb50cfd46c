"""The formula: bounded, monotone, exact; periods follow the calendar."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.credit.rules.periods import (
    LENGTHS,
    Span,
    is_first_day,
    month_named,
    span_around,
    span_before,
    window_of,
)
from plugins.credit.rules.score import By, Count, Formula, rate_of, score_of, stars_of, without
from plugins.credit.rules.wording import count_text, formula_sentences, plain, rate_text

FORMULA = Formula(
    weights={"shipping": Decimal(40), "quality": Decimal(30), "supervision": Decimal(30)},
    prior_rate=Decimal("0.8"),
    prior_strength=Decimal(10),
    deduction=Decimal("0.25"),
    minimum_facts=10,
)
KINDS = {"shipping": By.SHARE, "quality": By.SHARE, "supervision": By.DEDUCTION}

amounts = st.integers(min_value=0, max_value=100_000)
counts = st.builds(Count, total=amounts, bad=amounts, excluded=st.integers(0, 50))
formulas = st.builds(
    Formula,
    weights=st.fixed_dictionaries({slug: st.decimals("0.1", "100", places=1) for slug in KINDS}),
    prior_rate=st.decimals("0", "1", places=2),
    prior_strength=st.decimals("0", "50", places=1),
    deduction=st.decimals("0", "1", places=2),
    minimum_facts=st.just(0),
)
some = st.fixed_dictionaries(dict.fromkeys(KINDS, counts))


def value(counted, formula=FORMULA):
    return score_of(counts=counted, kinds=KINDS, formula=formula).value


@given(some, formulas)
def test_score_and_stars_stay_in_their_bounds(counted, formula):
    score = score_of(counts=counted, kinds=KINDS, formula=formula)

    assert 0 <= score.value <= 100
    assert 0 <= score.stars <= 5
    assert score.stars * 2 == int(score.stars * 2)
    assert all(0 <= part.rate <= 1 for part in score.parts)


@given(some, formulas, st.sampled_from(["shipping", "quality"]))
def test_one_more_that_went_well_never_lowers_the_score(counted, formula, source):
    before = counted[source]
    one_more = {**counted, source: Count(total=max(before.total, before.bad) + 1, bad=before.bad)}

    assert value(one_more, formula) >= value(counted, formula)


@given(some, formulas, st.sampled_from(sorted(KINDS)))
def test_one_more_that_went_badly_never_raises_the_score(counted, formula, source):
    before = counted[source]
    worse = Count(total=max(before.total, before.bad) + 1, bad=before.bad + 1)

    assert value({**counted, source: worse}, formula) <= value(counted, formula)


@given(some, formulas, st.sampled_from(sorted(KINDS)))
def test_an_upheld_appeal_never_lowers_the_score(counted, formula, source):
    against = Count(total=counted[source].total, bad=counted[source].bad + 1)
    before = value({**counted, source: against}, formula)

    assert value({**counted, source: without(against)}, formula) >= before


def test_score_is_the_weighted_mean_to_a_tenth():
    score = score_of(
        counts={
            "shipping": Count(total=90, bad=9),
            "quality": Count(total=90, bad=0),
            "supervision": Count(total=2, bad=1),
        },
        kinds=KINDS,
        formula=FORMULA,
    )

    # 40 × 89/100 + 30 × 98/100 + 30 × 3/4
    assert score.value == Decimal("87.5")
    assert score.stars == Decimal("4.5")
    assert score.facts == 182
    assert [part.points for part in score.parts] == [
        Decimal("35.6"),
        Decimal("29.4"),
        Decimal("22.5"),
    ]


def test_few_facts_make_no_score():
    nine = score_of(counts={"shipping": Count(total=9, bad=0)}, kinds=KINDS, formula=FORMULA)
    ten = score_of(
        counts={"shipping": Count(total=9, bad=0, excluded=1)}, kinds=KINDS, formula=FORMULA
    )

    assert (nine.value, nine.stars) == (None, None)
    assert ten.value is not None  # a fact taken out by an appeal was one all the same


def test_nobody_known_has_the_prior_and_no_fault():
    assert rate_of(Count(total=0, bad=0), by=By.SHARE, formula=FORMULA) == Decimal("0.8")
    assert rate_of(Count(total=0, bad=0), by=By.DEDUCTION, formula=FORMULA) == 1


def test_refunds_for_earlier_shipments_do_not_go_below_nothing():
    assert rate_of(Count(total=1, bad=5), by=By.SHARE, formula=FORMULA) == Decimal(8) / 15


def test_deductions_end_at_nothing():
    assert rate_of(Count(total=9, bad=9), by=By.DEDUCTION, formula=FORMULA) == 0


@pytest.mark.parametrize(
    ("points", "stars"),
    [
        ("0", "0"),
        ("4.9", "0"),
        ("5", "0.5"),
        ("84.9", "4"),
        ("85", "4.5"),
        ("94.9", "4.5"),
        ("95", "5"),
    ],
)
def test_stars_are_the_nearer_half(points, stars):
    assert stars_of(Decimal(points)) == Decimal(stars)


@pytest.mark.parametrize("count", [Count(total=-1, bad=0), Count(total=1, bad=-1)])
def test_counts_that_cannot_be_are_refused(count):
    with pytest.raises(ValueError, match="negative"):
        rate_of(count, by=By.SHARE, formula=FORMULA)


def test_a_formula_without_weights_is_refused():
    with pytest.raises(ValueError, match="weight"):
        score_of(counts={}, kinds=KINDS, formula=Formula(**{**vars(FORMULA), "weights": {}}))


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.sampled_from(LENGTHS))
def test_every_day_lies_in_one_period_and_periods_touch(day, months):
    span = span_around(day, months=months)
    before = span_before(day, months=months)

    assert span.starts_on <= day <= span.ends_on
    assert is_first_day(span.starts_on, months=months)
    assert (span.starts_on - before.ends_on).days == 1
    assert window_of(span, months=12).ends_on == span.ends_on


def test_window_is_so_many_months_until_the_end():
    span = Span(date(2026, 10, 1), date(2026, 10, 31))

    assert window_of(span, months=12) == Span(date(2025, 11, 1), date(2026, 10, 31))
    assert window_of(span, months=1) == span


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "26-10", "1999-01", "2026-1"])
def test_what_names_no_month_is_refused(text):
    assert month_named(text) is None


def test_month_is_named_by_year_and_number():
    assert month_named(" 2026-10 ") == date(2026, 10, 1)


def test_sums_are_written_out():
    count = Count(total=90, bad=9, excluded=1)

    assert rate_text(count, by=By.SHARE, formula=FORMULA) == "（81 + 0.8 × 10）÷（90 + 10）"
    assert rate_text(count, by=By.DEDUCTION, formula=FORMULA) == "1 − 9 × 0.25"
    assert count_text(count, by=By.SHARE) == "90 次，其中 9 次不达标；申诉成立剔除 1 次"
    assert plain(Decimal("40.0")) == "40"
    assert any("12 个月" in text for text in formula_sentences(FORMULA, window_months=12))
