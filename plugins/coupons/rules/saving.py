"""How much a coupon takes off, and from which goods. Money in fen."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from plugins.kernel.money import allocate

G = TypeVar("G", bound=Hashable)

#: A coupon never makes goods free: a refund of nothing could not be told from none.
MOST_PERCENT = 90


@dataclass(frozen=True)
class Terms:
    """满 `least_fen` 减 `off_fen`, or `percent` off, `ceiling_fen` at most.

    Exactly one of `off_fen` and `percent` is above zero.

    Attributes:
        least_fen: what the goods that the coupon covers must cost together.
    """

    least_fen: int
    off_fen: int = 0
    percent: int = 0
    ceiling_fen: int = 0

    def __post_init__(self) -> None:
        if not are_terms(self.least_fen, self.off_fen, self.percent, self.ceiling_fen):
            raise ValueError(f"no coupon has these terms: {self}")


def are_terms(least_fen: int, off_fen: int, percent: int, ceiling_fen: int) -> bool:
    """Tell whether a coupon can be given on these terms; it never makes goods free."""
    if min(least_fen, off_fen, percent, ceiling_fen) < 0:
        return False
    if percent:
        return off_fen == 0 and percent <= MOST_PERCENT and ceiling_fen > 0
    return 0 < off_fen < least_fen and ceiling_fen == 0


def saving(terms: Terms, *, covered_fen: int) -> int:
    """Return what is taken off goods of `covered_fen`; 0: they cost too little.

    A percentage is rounded down to the fen. Always less than the goods cost.
    """
    if covered_fen < terms.least_fen:
        return 0
    if terms.percent:
        return min(covered_fen * terms.percent // 100, terms.ceiling_fen)
    return terms.off_fen


def missing(terms: Terms, *, covered_fen: int) -> int:
    """Return for how much more a buyer has to choose covered goods; 0: she has enough."""
    return max(0, terms.least_fen - covered_fen)


def spread(saved_fen: int, covered: Mapping[G, int]) -> dict[G, int]:
    """Divide a saving among the covered goods by what they cost, to the fen.

    Raises:
        ValueError: it is more than they cost.
    """
    if saved_fen > sum(covered.values()):
        raise ValueError(f"{saved_fen} fen off goods of {sum(covered.values())} fen")
    if not covered:
        return {}
    return dict(zip(covered, allocate(saved_fen, list(covered.values())), strict=True))
