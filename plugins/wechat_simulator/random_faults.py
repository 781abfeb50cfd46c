"""Faults by chance, and yet the same ones for the same history.

Each draw comes from the seed and from what is asked: the fault, the operation, the
order, and the how-manieth time. No draw depends on what other orders do meanwhile,
so threads may run in any order and an order still meets the same faults.
"""

import hashlib
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .known_faults import KNOWN

#: How an order is told from the others when drawing.
BY_TURN, BY_NUMBER = "turn", "number"


@dataclass(slots=True)
class RandomFaults:
    """The random mode, switched on.

    Attributes:
        seed: another seed is another series of bad days.
        rate: chance, 0 to 1, of each fault at each place that asks for it.
        names: the faults that may happen.
        most: so many faults per order and no more; None is no limit.
        by: `turn` calls the orders first, second, third as they appear, because
            a shop numbers them anew in each run; `number` uses `out_trade_no`.
    """

    seed: int
    rate: float
    names: frozenset[str] = frozenset(KNOWN)
    most: int | None = None
    by: str = BY_TURN
    _turns: dict[str, str] = field(default_factory=dict)
    _asks: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _given: Counter[str] = field(default_factory=Counter)

    def draw(self, name: str, operation: str, order: str) -> tuple[float, int] | None:
        """Return the value and the number of the ask if the fault shall happen."""
        key = self._key(order)
        if name not in self.names:
            return None
        self._asks[name, operation, key] += 1
        ask = self._asks[name, operation, key]
        text = "\n".join((str(self.seed), name, operation, key, str(ask)))
        chance = random.Random(hashlib.sha256(text.encode()).digest())  # noqa: S311
        if chance.random() >= self.rate:
            return None
        if self.most is not None and self._given[key] >= self.most:
            return None
        self._given[key] += 1
        return round(chance.uniform(*KNOWN[name].bounds), 3), ask

    def _key(self, order: str) -> str:
        if self.by == BY_NUMBER or not order:
            return order
        return self._turns.setdefault(order, f"#{len(self._turns) + 1}")

    def settings(self) -> dict[str, Any]:
        return {
            "seed": self.seed,
            "rate": self.rate,
            "names": sorted(self.names),
            "most": self.most,
            "by": self.by,
        }


def random_faults(
    *,
    seed: int,
    rate: float,
    names: Iterable[str] | None = None,
    most: int | None = None,
    by: str = BY_TURN,
) -> RandomFaults:
    """Make a random mode of checked values.

    Raises:
        ValueError: a rate outside 0 to 1, a negative limit, another `by`.
        UnknownFault: a name that is not declared.
    """
    if not 0 <= rate <= 1 or (most is not None and most < 0) or by not in (BY_TURN, BY_NUMBER):
        raise ValueError("rate, most, by")
    chosen = frozenset(KNOWN if names is None else names)
    for name in sorted(chosen - KNOWN.keys()):
        raise UnknownFault(name)
    return RandomFaults(seed=seed, rate=rate, names=chosen, most=most, by=by)


class UnknownFault(LookupError):
    """No fault of that name is declared."""
