from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.settlement.rules.commission import NoRate, Rate, commission_on, rate_for
from plugins.settlement.rules.owed import differences, owed

RATES = [
    Rate("", date(2026, 1, 1), 500),
    Rate("", date(2026, 6, 1), 600),
    Rate("tea", date(2026, 3, 1), 300),
]
goods = st.dictionaries(st.integers(0, 10_000), st.integers(0, 10**7), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("goods_class", "day", "basis_points"),
    [
        ("fruit", date(2026, 1, 1), 500),
        ("fruit", date(2026, 5, 31), 500),
        ("fruit", date(2026, 6, 1), 600),
        ("tea", date(2026, 2, 28), 500),
        ("tea", date(2026, 7, 1), 300),
    ],
)
def test_rate_of_the_class_goes_before_the_rate_for_all_and_the_later_before_the_earlier(
    goods_class, day, basis_points
):
    assert rate_for(RATES, goods_class=goods_class, day=day) == basis_points


def test_nobody_guesses_a_rate():
    with pytest.raises(NoRate):
        rate_for(RATES, goods_class="fruit", day=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("fen", "basis_points", "commission"),
    [(0, 500, 0), (1, 500, 0), (10, 500, 1), (1880, 500, 94), (1890, 500, 95), (999, 10_000, 999)],
)
def test_half_a_fen_is_rounded_up(fen, basis_points, commission):
    assert commission_on(fen=fen, basis_points=basis_points) == commission


@pytest.mark.parametrize(("fen", "basis_points"), [(-1, 500), (100, 10_001), (100, -1)])
def test_impossible_commission_is_refused(fen, basis_points):
    with pytest.raises(ValueError, match="no commission"):
        commission_on(fen=fen, basis_points=basis_points)


def test_refund_is_taken_from_goods_before_shipping():
    due = owed(goods={500: 1000, 300: 1000}, shipping_fen=800, refunded_fen=2100)

    assert (due.goods_fen, due.shipping_fen) == (0, 700)
    assert due.commission == {300: 0, 500: 0}


def test_more_refunded_than_paid_is_refused():
    with pytest.raises(ValueError, match="refunded"):
        owed(goods={500: 1000}, shipping_fen=0, refunded_fen=1001)


@given(goods=goods, shipping=st.integers(0, 10**5), share=st.floats(0, 1))
def test_what_was_paid_is_owed_or_went_back_to_the_fen(goods, shipping, share):
    paid = sum(goods.values()) + shipping
    refunded = int(paid * share)

    due = owed(goods=goods, shipping_fen=shipping, refunded_fen=refunded)

    assert due.goods_fen + due.shipping_fen + refunded == paid
    assert 0 <= sum(due.commission.values()) <= due.goods_fen + len(goods)


@given(goods=goods, steps=st.lists(st.integers(0, 10**6), max_size=6))
def test_any_row_of_refunds_leaves_exactly_the_commission_on_what_was_kept(goods, steps):
    booked: dict[int, int] = {}
    refunded = 0
    for step in [0, *steps]:
        refunded = min(refunded + step, sum(goods.values()))
        due = owed(goods=goods, shipping_fen=0, refunded_fen=refunded)
        for rate, change in differences(wanted=due.commission, booked=booked):
            booked[rate] = booked.get(rate, 0) + change

    final = owed(goods=goods, shipping_fen=0, refunded_fen=refunded)
    assert {rate: fen for rate, fen in booked.items() if fen} == {
        rate: fen for rate, fen in final.commission.items() if fen
    }
