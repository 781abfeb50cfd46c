"""Shares of the total, to the fen."""

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.orders.rules.amounts import Gross, shares

fen = st.integers(0, 500_000)


def paid(*grosses, shipping=0, total, on_shipping=False, plain=()):
    lines = [Gross(fen, index not in plain) for index, fen in enumerate(grosses)]
    return shares(
        lines=lines, shipping_fen=shipping, total_fen=total, is_discount_on_shipping=on_shipping
    )


def test_without_voucher_every_line_cost_its_price():
    found = paid(5640, 9980, shipping=800, total=16420)

    assert (found.lines, found.shipping_fen) == ((5640, 9980), 800)


def test_voucher_for_the_order_is_spread_by_largest_remainder():
    # 10.00 off 33.33 and 66.66: a third and two thirds, to the fen.
    found = paid(3333, 6666, shipping=800, total=9799)

    assert (found.lines, found.shipping_fen) == ((3000, 5999), 800)


def test_voucher_for_shipping_leaves_the_goods_alone():
    found = paid(5640, 9980, shipping=800, total=15620, on_shipping=True)

    assert (found.lines, found.shipping_fen) == ((5640, 9980), 0)


def test_voucher_for_some_goods_lowers_only_those():
    found = paid(5640, 9980, shipping=800, total=15420, plain=(0,))

    assert (found.lines, found.shipping_fen) == ((5640, 8980), 800)


def test_saving_beyond_the_goods_it_was_for_comes_from_the_rest():
    found = paid(100, 900, shipping=50, total=30, plain=(1,))

    assert (found.lines, found.shipping_fen) == ((0, 0), 30)


def test_total_above_its_parts_is_spread_over_the_goods():
    found = paid(333, 667, shipping=0, total=1001)

    assert sum(found.lines) == 1001


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    grosses=st.lists(fen, min_size=1, max_size=8),
    shipping=fen,
    part=st.integers(0, 1000),
    on_shipping=st.booleans(),
    plain=st.sets(st.integers(0, 7)),
)
def test_shares_sum_to_the_total_and_none_exceeds_its_price(
    grosses, shipping, part, on_shipping, plain
):
    total = (sum(grosses) + shipping) * part // 1000

    found = paid(*grosses, shipping=shipping, total=total, on_shipping=on_shipping, plain=plain)

    assert sum(found.lines) + found.shipping_fen == total
    assert all(0 <= share <= gross for share, gross in zip(found.lines, grosses, strict=True))
    assert 0 <= found.shipping_fen <= shipping
