from enum import Enum

import pytest

from plugins.kernel.transitions import Transitions


class Light(Enum):
    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


def test_table_says_what_is_allowed():
    table = Transitions(
        initial=Light.RED,
        moves={
            Light.RED: frozenset({Light.GREEN}),
            Light.GREEN: frozenset({Light.RED, Light.BROKEN}),
            Light.BROKEN: frozenset(),
        },
    )

    assert table.allows(Light.RED, Light.GREEN)
    assert not table.allows(Light.RED, Light.BROKEN)
    assert table.is_final(Light.BROKEN)


def test_state_without_a_row_is_refused():
    with pytest.raises(ValueError, match="without a row"):
        Transitions(initial=Light.RED, moves={Light.RED: frozenset({Light.GREEN})})


def test_state_out_of_reach_is_refused():
    moves = {
        Light.RED: frozenset({Light.GREEN}),
        Light.GREEN: frozenset(),
        Light.BROKEN: frozenset({Light.RED}),
    }
    with pytest.raises(ValueError, match="cannot be reached"):
        Transitions(initial=Light.RED, moves=moves)
