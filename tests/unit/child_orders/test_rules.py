"""One order becomes parts, and a refund finds whose money it is, to the fen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.child_orders import rules
from plugins.child_orders.rules import SoldLine
from plugins.listings.rules.promise import Promise

fen = st.integers(0, 500_000)


@st.composite
def sold_lines(draw):
    owners = draw(st.lists(st.integers(1, 5), min_size=1, max_size=12))
    return [
        SoldLine(line_id=number, enterprise_id=owner, quantity=1, paid_fen=draw(fen))
        for number, owner in enumerate(owners)
    ]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(lines=sold_lines(), shipping_fen=fen)
def test_parts_add_up_to_the_order_and_every_line_is_in_its_makers_part(lines, shipping_fen):
    shares = rules.split_order(lines=lines, shipping_fen=shipping_fen)

    assert sum(share.total_fen for share in shares) == (
        sum(line.paid_fen for line in lines) + shipping_fen
    )
    assert sum(share.shipping_fen for share in shares) == shipping_fen
    assert sorted(line.line_id for share in shares for line in share.lines) == [
        line.line_id for line in lines
    ]
    for share in shares:
        assert {line.enterprise_id for line in share.lines} == {share.enterprise_id}
        assert share.goods_fen == sum(line.paid_fen for line in share.lines)
        assert min(share.goods_fen, share.shipping_fen) >= 0


def test_shipping_is_divided_by_what_the_goods_cost():
    lines = [SoldLine(1, 7, 1, 3333), SoldLine(2, 3, 1, 6667)]

    first, second = rules.split_order(lines=lines, shipping_fen=1000)

    assert (first.enterprise_id, first.shipping_fen) == (3, 667)
    assert (second.enterprise_id, second.shipping_fen) == (7, 333)


def test_shipping_of_goods_that_were_free_goes_to_the_first():
    lines = [SoldLine(1, 7, 1, 0), SoldLine(2, 3, 1, 0)]

    assert [s.shipping_fen for s in rules.split_order(lines=lines, shipping_fen=800)] == [800, 0]


@pytest.mark.parametrize(
    ("lines", "shipping_fen"),
    [([], 0), ([SoldLine(1, 1, 1, -1)], 0), ([SoldLine(1, 1, 1, 1)], -1)],
)
def test_impossible_orders_are_a_bug(lines, shipping_fen):
    with pytest.raises(ValueError, match=r"order|amounts"):
        rules.split_order(lines=lines, shipping_fen=shipping_fen)


def test_refund_of_goods_is_borne_by_their_maker():
    assert rules.attribute_refund(named=[0, 900], left=[1000, 1000]) == [0, 900]


def test_what_goodwill_took_of_the_maker_is_borne_by_the_others():
    assert rules.attribute_refund(named=[1000, 0, 0], left=[950, 300, 100]) == [950, 38, 12]


def test_refund_names_its_lines_and_each_ones_share_of_shipping():
    named = rules.named_refund(
        lines={1: 500, 3: 200}, shipping_fen=800, line_ids=[{1, 2}, {3}], shipping=[600, 200]
    )

    assert named == [1100, 400]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(parts=st.lists(st.tuples(fen, fen), min_size=1, max_size=6))
def test_attributed_refunds_add_up_and_never_exceed_what_is_left(parts):
    named, left = [n for n, _ in parts], [room for _, room in parts]
    if sum(named) > sum(left):
        with pytest.raises(ValueError, match="left"):
            rules.attribute_refund(named=named, left=left)
        return

    borne = rules.attribute_refund(named=named, left=left)

    assert sum(borne) == sum(named)
    assert all(0 <= part <= room for part, room in zip(borne, left, strict=True))


@pytest.mark.parametrize(
    ("refunded_fen", "has_stayed", "is_refunded"),
    [(0, True, False), (999, False, False), (999, True, False), (1000, True, True)]
    + [(1000, False, False), (1200, False, True)],
)
def test_nothing_is_owed_when_all_went_back_or_all_goods_before_they_left(
    refunded_fen, has_stayed, is_refunded
):
    assert (
        rules.is_refunded(
            total_fen=1200, goods_fen=1000, refunded_fen=refunded_fen, has_stayed=has_stayed
        )
        is is_refunded
    )


@pytest.mark.parametrize("has_stayed", [True, False])
def test_goods_that_were_free_are_over_when_they_stay(has_stayed):
    assert (
        rules.is_refunded(total_fen=0, goods_fen=0, refunded_fen=0, has_stayed=has_stayed)
        is has_stayed
    )


def test_a_part_leaves_by_the_longest_of_what_its_goods_promise():
    paid_at = datetime(2026, 7, 1, tzinfo=UTC)
    fresh, ordinary = Promise(hours=24), Promise(hours=48)

    assert rules.ship_by(paid_at=paid_at, promises=[fresh]) - paid_at == timedelta(hours=24)
    assert rules.ship_by(paid_at=paid_at, promises=[fresh, ordinary, fresh]) - paid_at == (
        timedelta(hours=48)
    )


def test_a_stated_day_counts_until_it_is_over_in_beijing():
    paid_at = datetime(2026, 7, 1, tzinfo=UTC)
    presale = Promise(hours=24, ships_on=date(2026, 7, 10))

    assert rules.ship_by(paid_at=paid_at, promises=[presale]) == datetime(
        2026, 7, 10, 16, tzinfo=UTC
    )


def test_goods_without_lines_have_no_deadline():
    with pytest.raises(ValueError, match="empty"):
        rules.ship_by(paid_at=datetime(2026, 7, 1, tzinfo=UTC), promises=[])
