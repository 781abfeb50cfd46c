"""What a coupon takes off and who bears it, for any order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.coupons.rules.codes import is_code, normalised
from plugins.coupons.rules.days import window
from plugins.coupons.rules.fitting import Obstacle, fit
from plugins.coupons.rules.saving import Terms, are_terms, saving, spread
from plugins.coupons.rules.words import brief, condition, headline
from plugins.settlement.rules.owed import SubsidisedLine, owed, subsidies_kept

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)

fixed = st.builds(
    lambda off, more: Terms(off + more, off_fen=off),
    st.integers(1, 10_000),
    st.integers(1, 30_000),
)
percent = st.builds(
    Terms,
    st.integers(0, 30_000),
    percent=st.integers(1, 90),
    ceiling_fen=st.integers(1, 20_000),
)
terms = fixed | percent


@given(terms, st.lists(st.integers(1, 50_000), min_size=1, max_size=8))
def test_a_coupon_takes_off_less_than_its_goods_cost(given_terms, prices):
    covered = dict(enumerate(prices))
    saved = saving(given_terms, covered_fen=sum(prices))

    assert 0 <= saved < sum(prices)
    parts = spread(saved, covered)
    assert sum(parts.values()) == saved
    assert all(0 <= parts[key] <= price for key, price in covered.items())
    if saved:
        assert sum(prices) >= given_terms.least_fen
        assert saved <= max(given_terms.off_fen, given_terms.ceiling_fen)


@given(st.data())
def test_an_enterprise_is_owed_the_same_whether_the_platform_gave_a_coupon_or_not(data):
    """The split of a coupon, to the fen: who bears it pays it, everybody else gets the same."""
    prices = data.draw(st.lists(st.integers(1, 50_000), min_size=1, max_size=6))
    owners = data.draw(st.lists(st.sampled_from("AB"), min_size=len(prices), max_size=len(prices)))
    rates = data.draw(
        st.lists(st.sampled_from([0, 300, 500]), min_size=len(prices), max_size=len(prices))
    )
    bearer = data.draw(st.sampled_from(["platform", "A"]))
    covered = {
        key: price
        for key, price in enumerate(prices)
        if bearer == "platform" or owners[key] == bearer
    }
    off = spread(saving(data.draw(terms), covered_fen=sum(covered.values())), covered)
    refunded = [data.draw(st.integers(0, price - off.get(key, 0))) if data.draw(st.booleans()) else 0
                for key, price in enumerate(prices)]  # fmt: skip

    for enterprise in sorted(set(owners)):
        mine = [key for key, owner in enumerate(owners) if owner == enterprise]

        def total(subsidised, returned, mine=mine):
            lines = [
                SubsidisedLine(
                    basis_points=rates[key],
                    paid_fen=prices[key] - off.get(key, 0),
                    subsidy_fen=off.get(key, 0) if subsidised else 0,
                    refunded_fen=refunded[key] if returned else 0,
                )
                for key in mine
            ]
            goods = {}
            for line in lines:
                goods[line.basis_points] = goods.get(line.basis_points, 0) + line.paid_fen
            return lines, owed(
                goods=goods,
                shipping_fen=0,
                refunded_fen=sum(line.refunded_fen for line in lines),
                subsidies=subsidies_kept(lines=lines),
            )

        gross = {}
        for key in mine:
            gross[rates[key]] = gross.get(rates[key], 0) + prices[key]
        without = owed(goods=gross, shipping_fen=0, refunded_fen=0)
        _, due = total(subsidised=bearer == "platform", returned=False)
        if bearer == "platform":
            assert due.total_fen == without.total_fen
            assert due.commission == without.commission
        else:
            given_away = sum(off.get(key, 0) for key in mine)
            assert due.goods_fen == without.goods_fen - given_away
            assert due.subsidy_fen == 0
        # What goes back takes its part of the subsidy along, and never more than there was.
        lines, later = total(subsidised=bearer == "platform", returned=True)
        assert 0 <= later.subsidy_fen <= due.subsidy_fen
        for line in lines:
            if line.refunded_fen == line.paid_fen and len(lines) == 1 and line.paid_fen:
                assert later.subsidy_fen == 0


def test_a_returned_line_takes_its_own_subsidy_along_and_no_others():
    lines = [
        SubsidisedLine(500, paid_fen=9000, subsidy_fen=1000, refunded_fen=0),
        SubsidisedLine(500, paid_fen=5000, subsidy_fen=0, refunded_fen=5000),
    ]
    assert subsidies_kept(lines=lines) == {500: 1000}
    assert subsidies_kept(lines=lines, unnamed_fen=4500) == {500: 500}
    assert subsidies_kept(lines=lines, unnamed_fen=20_000) == {500: 0}


@pytest.mark.parametrize(
    "numbers", [(1000, 1000, 0, 0), (1000, 0, 91, 500), (1000, 0, 15, 0), (0, 0, 0, 0),
                (1000, 100, 15, 500), (-1, 0, 15, 500)]
)  # fmt: skip
def test_terms_that_give_goods_away_are_none(numbers):
    assert not are_terms(*numbers)
    with pytest.raises(ValueError, match="no coupon"):
        Terms(*numbers)


@pytest.mark.parametrize(
    ("covered", "changes", "obstacle", "words"),
    [
        ({1: 12_000}, {}, None, ""),
        ({1: 9_000}, {}, Obstacle.TOO_LITTLE, "适用商品还差 10 元"),
        ({}, {}, Obstacle.OTHER_GOODS, "这些商品不在适用范围"),
        ({1: 12_000}, {"is_used": True}, Obstacle.USED, "已用于其他订单"),
        ({1: 12_000}, {"is_paused": True}, Obstacle.PAUSED, "活动暂停，暂时不能使用"),
        ({1: 12_000}, {"valid_until": NOW}, Obstacle.EXPIRED, "已过期"),
        ({1: 12_000}, {"valid_from": NOW + timedelta(1)}, Obstacle.NOT_YET, "还没到使用时间"),
    ],
)
def test_a_coupon_says_why_it_cannot_be_used(covered, changes, obstacle, words):
    facts = {
        "is_used": False,
        "is_paused": False,
        "valid_from": NOW - timedelta(days=1),
        "valid_until": NOW + timedelta(days=1),
    }
    found = fit(Terms(10_000, off_fen=1_000), covered=covered, now=NOW, **(facts | changes))
    assert (found.obstacle, found.words) == (obstacle, words)
    assert bool(found.saved_fen) is (obstacle is None)


def test_days_after_claiming_end_with_the_day():
    days = window(claimed_at=NOW, use_from=None, use_until=None, use_days=7, zone=UTC)
    assert (days.since, days.until) == (NOW, datetime(2026, 12, 4, tzinfo=UTC))
    with pytest.raises(ValueError, match="fixed days"):
        window(claimed_at=NOW, use_from=None, use_until=None, use_days=0, zone=UTC)


def test_a_coupon_in_words():
    assert (headline(Terms(9900, off_fen=1050)), condition(Terms(9900, off_fen=1050))) == (
        "¥10.50",
        "满 99 元可用",
    )
    assert headline(Terms(0, percent=15, ceiling_fen=3000)) == "8.5折"
    assert condition(Terms(0, percent=20, ceiling_fen=3000)) == "无门槛，最高减 30 元"
    assert brief(Terms(9900, off_fen=1050)) == "满99减10.50"
    assert brief(Terms(0, percent=15, ceiling_fen=3000)) == "8.5折"
    assert normalised(" daye-2026x ") == "DAYE2026X"
    assert is_code(normalised("daye-xcaq-8"))
    assert [is_code(code) for code in ("DAYE2026", "DAYE")] == [False, False]
