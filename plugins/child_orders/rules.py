"""One order of the buyer becomes one child order for each enterprise. Money in fen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from plugins.kernel.money import allocate


class Leaves(Protocol):
    """What was promised of goods: when they leave after payment."""

    def deadline(self, paid_at: datetime) -> datetime: ...


@dataclass(frozen=True)
class SoldLine:
    """A line of the order: whose goods, how many, and what the buyer paid for them.

    Attributes:
        saved_fen: what a coupon took off, whoever bears it.
    """

    line_id: int
    enterprise_id: int
    quantity: int
    paid_fen: int
    saved_fen: int = 0


@dataclass(frozen=True)
class Share:
    """What of an order belongs to one enterprise."""

    enterprise_id: int
    lines: tuple[SoldLine, ...]
    goods_fen: int
    shipping_fen: int

    @property
    def total_fen(self) -> int:
        return self.goods_fen + self.shipping_fen


def split_order(*, lines: Sequence[SoldLine], shipping_fen: int) -> list[Share]:
    """Return one share for each enterprise, in the order of their ids.

    Goods belong to who made them. Shipping is divided by what the goods cost before
    coupons (nobody's share of it depends on who gave a coupon for what),
    to the fen by largest remainder, so the shares add up to lines and shipping
    exactly; when all goods were free the first enterprise takes it.

    Raises:
        ValueError: no lines, or a negative amount.
    """
    if not lines:
        raise ValueError("an order without lines cannot be divided")
    if shipping_fen < 0 or min(min(line.paid_fen, line.saved_fen) for line in lines) < 0:
        raise ValueError("amounts must not be negative")
    enterprises = sorted({line.enterprise_id for line in lines})
    theirs = [
        tuple(line for line in lines if line.enterprise_id == enterprise)
        for enterprise in enterprises
    ]
    goods = [sum(line.paid_fen for line in own) for own in theirs]
    worth = [sum(line.paid_fen + line.saved_fen for line in own) for own in theirs]
    shipping = allocate(shipping_fen, worth)
    return [
        Share(enterprise_id=enterprise, lines=own, goods_fen=goods_fen, shipping_fen=part)
        for enterprise, own, goods_fen, part in zip(
            enterprises, theirs, goods, shipping, strict=True
        )
    ]


#: Messages one person may send within a while.
MOST_MESSAGES, MESSAGES_WITHIN = 20, timedelta(minutes=10)
#: An enterprise is reminded this long before a part has to leave.
REMIND_BEFORE = timedelta(hours=12)


def ship_by(*, paid_at: datetime, promises: Iterable[Leaves]) -> datetime:
    """Return until when an enterprise has to ship: the longest of what its lines promise.

    Raises:
        ValueError: no lines.
    """
    return max(promise.deadline(paid_at) for promise in promises)


def spread_refund(*, fen: int, left: Sequence[int]) -> list[int]:
    """Divide a refund that names no goods among child orders, by what is left of each.

    Raises:
        ValueError: more than is left of all of them.
    """
    if fen > sum(left):
        raise ValueError(f"{fen} fen refunded of {sum(left)} fen left")
    return allocate(fen, left)


def attribute_refund(*, named: Sequence[int], left: Sequence[int]) -> list[int]:
    """Divide a refund that names goods: each child order bears its own, as far as left.

    What an earlier refund that named nothing has taken of it is borne by the
    others, by what is left of them: all of it adds up either way.

    Raises:
        ValueError: more than is left of all of them.
    """
    own = [min(fen, room) for fen, room in zip(named, left, strict=True)]
    rest = [room - fen for room, fen in zip(left, own, strict=True)]
    beyond = spread_refund(fen=sum(named) - sum(own), left=rest)
    return [fen + more for fen, more in zip(own, beyond, strict=True)]


def named_refund(
    *,
    lines: Mapping[int, int],
    shipping_fen: int,
    line_ids: Sequence[Set[int]],
    shipping: Sequence[int],
) -> list[int]:
    """Return what a refund names of each child order, given its lines and shipping share.

    Shipping that goes back with goods of one of them is its share; without goods, or
    with goods of several, it is divided as it was paid.
    """
    goods = [sum(fen for line_id, fen in lines.items() if line_id in own) for own in line_ids]
    concerned = [index for index, own in enumerate(line_ids) if own & lines.keys()]
    if len(concerned) == 1:
        weights = [int(index == concerned[0]) for index in range(len(line_ids))]
    else:
        weights = list(shipping)
    return [part + fen for part, fen in zip(allocate(shipping_fen, weights), goods, strict=True)]


def is_refunded(*, total_fen: int, goods_fen: int, refunded_fen: int, has_stayed: bool) -> bool:
    """Tell whether nothing of a child order is owed any more.

    Everything went back; or all its goods did before any of them left (`has_stayed`),
    though shipping of the whole order may still be owed by others. Of goods that were
    free nothing goes back but the goods.
    """
    if refunded_fen == 0:
        return has_stayed and total_fen == 0
    return refunded_fen >= total_fen or (has_stayed and refunded_fen >= goods_fen)
