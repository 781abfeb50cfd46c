"""What the operator does with paid orders, each once, during the storm or after it."""

from __future__ import annotations

from dataclasses import dataclass, field

from saleor_config.chaos.counter import Counter
from saleor_config.chaos.crowd import together
from saleor_config.chaos.scripts import Fate, Script


@dataclass
class Fates:
    """Carries out the scripts' fates.

    Attributes:
        fulfilled: orders whose fate has been carried out, by index.
    """

    counter: Counter
    fulfilled: set[int] = field(default_factory=set)

    def fulfil(self, script: Script, *, number: str) -> None:
        """Carry out an order's fate; doing it again changes nothing."""
        index, counter, (first, second) = script.index, self.counter, script.parts

        def ship() -> bool:
            return counter.ship(index, number=number)

        def part(key: str, percent: int) -> bool:
            return counter.refund(index, number=number, key=key, percent=percent)

        def whole(key: str) -> bool:
            return counter.refund(index, number=number, key=key)

        match script.fate:
            case Fate.SHIP:
                ship()
            case Fate.REFUND:
                whole("all")
            case Fate.PART_THEN_SHIP:
                part("first", first)
                ship()
            case Fate.SHIP_THEN_PART:
                ship()
                part("first", first)
            case Fate.SHIP_THEN_REFUND:
                ship()
                whole("all")
            case Fate.PARTS_AT_ONCE:
                raised(together(lambda: part("first", first), lambda: part("second", second)))
                ship()
            case Fate.TOO_MUCH_AT_ONCE:
                raised(together(lambda: whole("one clerk"), lambda: whole("other clerk")))
            case Fate.SHIP_WHILE_REFUNDING:
                raised(together(ship, lambda: part("first", first)))
        self.fulfilled.add(index)


def raised(results: list[object]) -> None:
    """Raise what one of several acts raised: the counter answers refusals itself."""
    for result in results:
        if isinstance(result, Exception):
            raise result
