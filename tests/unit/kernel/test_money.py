from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.kernel.money import allocate, from_fen, to_fen

fen = st.integers(min_value=0, max_value=10**12)


def test_sixty_nine_sixty_is_not_a_fen_short():
    assert to_fen(Decimal("69.60")) == 6960


@given(fen)
def test_fen_and_yuan_are_the_same_money(amount):
    assert to_fen(from_fen(amount)) == amount


@pytest.mark.parametrize("amount", [69.6, 1, "1.00"])
def test_only_decimal_is_money(amount):
    with pytest.raises(TypeError):
        to_fen(amount)


def test_fractions_of_a_fen_are_refused():
    with pytest.raises(ValueError, match="fractions"):
        to_fen(Decimal("0.001"))


@pytest.mark.parametrize("amount", [1.0, True, Decimal(1)])
def test_only_whole_numbers_are_fen(amount):
    with pytest.raises(TypeError):
        from_fen(amount)


@given(fen, st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=20))
def test_parts_sum_to_the_whole(total, weights):
    parts = allocate(total, weights)

    assert sum(parts) == total
    assert min(parts) >= 0
    if sum(weights):
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - total * weight / sum(weights)) <= 1 + total * 1e-9


def test_largest_remainder_gets_the_fen_left_over():
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert allocate(5, [0, 0]) == [5, 0]
    assert allocate(10, [1, 2]) == [3, 7]


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, []), (1, [1, -1])])
def test_impossible_splits_are_refused(total, weights):
    with pytest.raises(ValueError, match="negative"):
        allocate(total, weights)
