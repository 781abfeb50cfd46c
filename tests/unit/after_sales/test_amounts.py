"""Parts of a line, to the fen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.after_sales.rules.amounts import units_fen

fen = st.integers(0, 500_000)


def test_three_units_of_ten_yuan_go_back_one_by_one_to_the_fen():
    held, parts = 0, []
    for done in range(3):
        part = units_fen(
            paid_fen=1000, quantity=3, returned_quantity=done, returned_fen=held, units=1
        )
        held += part
        parts.append(part)

    assert parts == [333, 333, 334]


@pytest.mark.parametrize("units", [0, -1, 3])
def test_units_that_are_not_there_are_a_bug(units):
    with pytest.raises(ValueError, match="units of a line"):
        units_fen(paid_fen=1000, quantity=3, returned_quantity=1, returned_fen=333, units=units)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(data=st.data(), paid_fen=fen, quantity=st.integers(1, 30))
def test_any_history_of_parts_never_exceeds_and_the_whole_is_exact(data, paid_fen, quantity):
    """Parts are taken and given up in any order, as cases are opened and withdrawn."""
    open_parts: list[tuple[int, int]] = []
    for _ in range(data.draw(st.integers(1, 25))):
        units_held = sum(units for units, _ in open_parts)
        if open_parts and data.draw(st.booleans()):
            open_parts.pop(data.draw(st.integers(0, len(open_parts) - 1)))
        elif units_held < quantity:
            units = data.draw(st.integers(1, quantity - units_held))
            open_parts.append(_part(paid_fen, quantity, open_parts, units))
        assert 0 <= sum(part for _, part in open_parts) <= paid_fen

    left = quantity - sum(units for units, _ in open_parts)
    if left:
        open_parts.append(_part(paid_fen, quantity, open_parts, left))

    assert sum(part for _, part in open_parts) == paid_fen


def _part(paid_fen, quantity, open_parts, units):
    fen = units_fen(
        paid_fen=paid_fen,
        quantity=quantity,
        returned_quantity=sum(each for each, _ in open_parts),
        returned_fen=sum(part for _, part in open_parts),
        units=units,
    )
    return units, fen
