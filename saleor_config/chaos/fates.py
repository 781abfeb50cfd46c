"""What the operator does with paid orders, each once, during the storm or after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from saleor_config.chaos.counter import Counter
from saleor_config.chaos.crowd import together
from saleor_config.chaos.scripts import Fate, Script

#: One step after the other; the acts of one step happen at the same moment.
STEPS: dict[Fate, tuple[tuple[str, ...], ...]] = {
    Fate.SHIP: (("ship",),),
    Fate.REFUND: (("refund all",),),
    Fate.PART_THEN_SHIP: (("refund first part",), ("ship",)),
    Fate.SHIP_THEN_PART: (("ship",), ("refund first part",)),
    Fate.SHIP_THEN_REFUND: (("ship",), ("refund all",)),
    Fate.PARTS_AT_ONCE: (("refund first part", "refund second part"), ("ship",)),
    Fate.TOO_MUCH_AT_ONCE: (("refund all", "refund all again"),),
    Fate.SHIP_WHILE_REFUNDING: (("ship", "refund first part"),),
}


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
        for step in STEPS[script.fate]:
            acts = [self._act(name, script, number) for name in step]
            for result in together(*acts):
                if isinstance(result, Exception):  # not a refusal: those are answers
                    raise result
        self.fulfilled.add(script.index)

    def _act(self, name: str, script: Script, number: str) -> Callable[[], bool]:
        if name == "ship":
            return lambda: self.counter.ship(script.index, number=number)
        percent = {"refund first part": script.parts[0], "refund second part": script.parts[1]}
        return lambda: self.counter.refund(
            script.index,
            number=number,
            key=name.removeprefix("refund "),
            percent=percent.get(name, 0),
        )
