"""What each buyer does with an order, and what the operator does with it afterwards.

Drawn from `Random(seed, index)`: an order's script depends on nothing else, so a
failing one can be read again in a run of the same seed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from random import Random
from typing import TypeVar

Choice = TypeVar("Choice")

GOODS = 12
#: Goods of which there is less than everybody together wants.
SCARCE = frozenset({0, 1, 2})
SCARCE_SHARE = 0.6


class Placing(Enum):
    ONCE = "places the order"
    AGAIN = "places it, then again with the same key"
    AT_ONCE = "places it twice at the same moment with the same key"


class Paying(Enum):
    PAYS = "asks for payment and pays"
    DOUBLE_TAP = "asks for payment twice at the same moment, then pays"
    ASKS_AGAIN = "asks for payment, a little later again, then pays with the first one"
    PAYS_TWICE = "asks for payment and pays twice at the same moment"
    AT_THE_DEADLINE = "asks late and pays at the moment the deadline passes"
    AFTER_THE_DEADLINE = "asks late and pays when the deadline has passed"
    NEVER_ASKS = "never asks for payment"
    NEVER_PAYS = "asks for payment and never pays"
    CANCELS = "cancels before paying"
    CANCELS_WHILE_ASKING = "cancels at the moment the payment is opened"
    CANCELS_WHILE_PAYING = "cancels at the moment of paying"


class Fate(Enum):
    """What the operator does once the order is paid."""

    SHIP = "ships it"
    REFUND = "refunds all of it"
    PART_THEN_SHIP = "refunds a part, then ships"
    SHIP_THEN_PART = "ships, then refunds a part"
    SHIP_THEN_REFUND = "ships, then refunds all of it"
    PARTS_AT_ONCE = "two clerks refund parts at the same moment, then it ships"
    TOO_MUCH_AT_ONCE = "two clerks refund all of it at the same moment"
    SHIP_WHILE_REFUNDING = "one clerk ships while another refunds a part"


_PLACING = {Placing.ONCE: 60, Placing.AGAIN: 20, Placing.AT_ONCE: 20}
_PAYING = {
    Paying.PAYS: 44,
    Paying.DOUBLE_TAP: 10,
    Paying.ASKS_AGAIN: 7,
    Paying.PAYS_TWICE: 6,
    Paying.AT_THE_DEADLINE: 4,
    Paying.AFTER_THE_DEADLINE: 4,
    Paying.NEVER_ASKS: 3,
    Paying.NEVER_PAYS: 5,
    Paying.CANCELS: 4,
    Paying.CANCELS_WHILE_ASKING: 7,
    Paying.CANCELS_WHILE_PAYING: 6,
}
_FATES = {
    Fate.SHIP: 54,
    Fate.REFUND: 12,
    Fate.PART_THEN_SHIP: 8,
    Fate.SHIP_THEN_PART: 5,
    Fate.SHIP_THEN_REFUND: 5,
    Fate.PARTS_AT_ONCE: 6,
    Fate.TOO_MUCH_AT_ONCE: 5,
    Fate.SHIP_WHILE_REFUNDING: 5,
}


@dataclass(frozen=True)
class Script:
    """One order's story; every order has a buyer of its own.

    Attributes:
        lines: goods by number, and quantities.
        tells: the phone asks the shop about the payment when the sheet closes.
        pause: seconds between two steps of an unhurried buyer.
        parts: shares of the total, in percent, for partial refunds.
    """

    index: int
    lines: tuple[tuple[int, int], ...]
    placing: Placing
    paying: Paying
    fate: Fate
    tells: bool
    pause: float
    parts: tuple[int, int]

    def told(self) -> list[str]:
        """Return the script as a person reads it."""
        cart = ", ".join(f"goods {number} × {quantity}" for number, quantity in self.lines)
        sync = "asks the shop whether it is paid" if self.tells else "closes the app"
        return [
            f"takes {cart}",
            self.placing.value,
            f"{self.paying.value}; {sync}",
            f"once paid, the operator {self.fate.value} (parts {self.parts})",
        ]


def script_of(*, seed: int, index: int) -> Script:
    """Draw the script of one order."""
    random = Random(f"{seed}:{index}")  # noqa: S311 - a rehearsal must repeat itself
    goods = random.sample(range(GOODS), k=random.choice((1, 1, 1, 2, 2, 3)))
    return Script(
        index=index,
        lines=tuple((number, random.randint(1, 3)) for number in goods),
        placing=_drawn(random, _PLACING),
        paying=_drawn(random, _PAYING),
        fate=_drawn(random, _FATES),
        tells=random.random() < 0.5,
        pause=round(random.uniform(0.0, 1.5), 2),
        parts=(random.randint(1, 49), random.randint(1, 49)),
    )


def _drawn(random: Random, weights: dict[Choice, int]) -> Choice:
    return random.choices(list(weights), weights=list(weights.values()))[0]


def stock_for(scripts: Iterable[Script]) -> list[int]:
    """Return how much of each of the goods there is: of some too little for everybody."""
    wanted = Counter[int]()
    for script in scripts:
        wanted.update(dict(script.lines))
    return [
        max(2, int(wanted[number] * (SCARCE_SHARE if number in SCARCE else 1.0)))
        for number in range(GOODS)
    ]
