"""How much is generated, from which seed, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

#: Orders lie within so long before `until`.
SPAN = timedelta(days=365)
#: The oldest papers are older than the oldest order.
PAPERS_BEFORE = timedelta(days=40)


@dataclass(frozen=True)
class Size:
    """What was asked for. The same seed gives the same shop, apart from its days."""

    products: int
    enterprises: int
    orders: int
    seed: int
    until: datetime

    @property
    def buyers(self) -> int:
        """A third as many people as orders: some buy once, some every month."""
        return max(10, self.orders // 3)

    @property
    def mark(self) -> str:
        """Stands in addresses and slugs, so that a later run knows its own."""
        return f"gen{self.seed}"

    def moment(self, number: int) -> datetime:
        """Return when an order was placed: later ones later, and more of them of late."""
        share = (number + 1) / (self.orders + 1)
        return self.until - SPAN * (1 - share**0.8)

    def dice(self, kind: str, number: int) -> Random:
        """Return chance for one thing: independent of what was generated before it."""
        kinds = {"enterprise": 1, "product": 2, "buyer": 3, "order": 4, "review": 5}
        return Random((self.seed * 8 + kinds[kind]) * 1_000_000_007 + number)  # noqa: S311
