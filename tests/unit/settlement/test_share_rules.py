"""Shared, returned, refunded and the platform's part are what was paid, to the fen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.settlement.rules.owed import owed
from plugins.settlement.rules.shares import return_due, shares_of

FEN = st.integers(0, 10**7)


@given(
    parts=st.lists(
        st.tuples(FEN, st.integers(0, 10**5), st.integers(0, 3000)), min_size=1, max_size=6
    ),
    percent=st.integers(0, 100),
    room=FEN,
    back=st.data(),
)
def test_everything_that_was_paid_is_somewhere(parts, percent, room, back):
    """`parts`: goods, shipping and commission rate of each enterprise of one payment."""
    paid = sum(goods + shipping for goods, shipping, _ in parts)
    dues = [_worth(part, 0) for part in parts]

    shared = shares_of(owed=dues, paid_fen=paid, room_fen=room, percent=percent)

    assert all(0 <= fen <= due for fen, due in zip(shared, dues, strict=True))
    assert sum(shared) <= min(room, paid * percent // 100)
    refunded = returned = 0
    for part, fen in zip(parts, shared, strict=True):
        gone = back_of = 0
        for step in back.draw(st.lists(st.integers(0, part[0] + part[1]), max_size=3)):
            gone = min(gone + step, part[0] + part[1])
            due = return_due(shared_fen=fen, returned_fen=back_of, owed_fen=_worth(part, gone))
            back_of += due
            # Nobody keeps more by sharing than the goods that stayed are worth.
            assert 0 <= fen - back_of <= max(_worth(part, gone), 0)
        refunded, returned = refunded + gone, returned + back_of
    platform = paid - (sum(shared) - returned) - refunded
    bank = sum(_worth(part, 0) for part in parts) - sum(shared)
    assert platform + (sum(shared) - returned) + refunded == paid
    if not refunded:
        commission = paid - sum(dues)
        assert platform == commission + bank


@given(parts=st.lists(st.tuples(FEN, FEN, st.integers(0, 3000)), min_size=1, max_size=4))
def test_room_for_all_pays_all(parts):
    dues = [_worth(part, 0) for part in parts]
    paid = sum(goods + shipping for goods, shipping, _ in parts)

    assert shares_of(owed=dues, paid_fen=paid, room_fen=paid, percent=100) == dues


@pytest.mark.parametrize("wrong", [{"percent": 101}, {"room_fen": -1}, {"paid_fen": -1}])
def test_nonsense_is_refused(wrong):
    with pytest.raises(ValueError, match="room for"):
        shares_of(**{"owed": [1], "paid_fen": 1, "room_fen": 1, "percent": 30, **wrong})


def test_enterprise_that_owes_gets_nothing():
    assert shares_of(owed=[-5, 10], paid_fen=100, room_fen=100, percent=100) == [0, 10]


def _worth(part, refunded) -> int:
    goods, shipping, rate = part
    due = owed(goods={rate: goods}, shipping_fen=shipping, refunded_fen=refunded)
    return due.goods_fen + due.shipping_fen - sum(due.commission.values())
