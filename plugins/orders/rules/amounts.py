"""What a buyer really paid for each line, to the fen. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.kernel.money import allocate


@dataclass(frozen=True)
class Gross:
    """A line as it stands on the order, before any voucher; money in fen.

    Attributes:
        is_discounted: the order's voucher was given for these goods.
    """

    fen: int
    is_discounted: bool


@dataclass(frozen=True)
class Shares:
    """What the buyer really paid for each line and for shipping; sums to the total."""

    lines: tuple[int, ...]
    shipping_fen: int


def shares(
    *,
    lines: Sequence[Gross],
    shipping_fen: int,
    total_fen: int,
    is_discount_on_shipping: bool,
) -> Shares:
    """Spread what the buyer saved over what she saved it on.

    The saving is what is missing between the gross prices and the total, so the
    shares sum to what was paid whatever the engine says of its discount. It is
    taken from where the voucher applies, in proportion, and what that cannot bear
    from the rest of the goods, then from shipping. A total above its parts, as
    rounding can make it, is spread over the goods alike.
    """
    left = [line.fen for line in lines]
    saved = sum(left) + shipping_fen - total_fen
    if saved < 0:
        left = [fen + part for fen, part in zip(left, allocate(-saved, left), strict=True)]
        saved = 0
    if is_discount_on_shipping:
        saved, shipping_fen = _take_one(saved, shipping_fen)
    for wanted in (True, False):
        saved, left = _take(saved, left, [line.is_discounted is wanted for line in lines])
    saved, shipping_fen = _take_one(saved, shipping_fen)
    return Shares(lines=tuple(left), shipping_fen=shipping_fen)


def _take_one(saved: int, fen: int) -> tuple[int, int]:
    taken = min(saved, fen)
    return saved - taken, fen - taken


def _take(saved: int, left: list[int], chosen: Sequence[bool]) -> tuple[int, list[int]]:
    weights = [fen if mine else 0 for fen, mine in zip(left, chosen, strict=True)]
    taken = min(saved, sum(weights))
    if not taken:
        return saved, left
    parts = allocate(taken, weights)
    return saved - taken, [fen - part for fen, part in zip(left, parts, strict=True)]
