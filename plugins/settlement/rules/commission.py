"""What the platform keeps of a sale. Rates are basis points: 500 is 5 %. Money in fen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

BASIS = 10_000


@dataclass(frozen=True)
class Rate:
    """A rate for a class of goods, or for all goods (`goods_class` empty), from a day on."""

    goods_class: str
    since: date
    basis_points: int


class NoRate(LookupError):
    """No rule says what the commission is; nobody may guess it."""


def rate_for(rates: Iterable[Rate], *, goods_class: str, day: date) -> int:
    """Return the basis points that hold for a class of goods on a day.

    A rule for the class goes before the rule for all goods; of each, the one
    that began last.

    Raises:
        NoRate: no rule had begun.
    """
    begun = [rate for rate in rates if rate.since <= day and rate.goods_class in ("", goods_class)]
    if not begun:
        raise NoRate(f"{goods_class or 'all goods'} on {day}")
    return max(begun, key=lambda rate: (rate.goods_class != "", rate.since)).basis_points


def commission_on(*, fen: int, basis_points: int) -> int:
    """Return the commission on an amount, half a fen rounded up.

    Raises:
        ValueError: a negative amount, or a rate outside 0 to 100 %.
    """
    if fen < 0 or not 0 <= basis_points <= BASIS:
        raise ValueError(f"no commission of {basis_points} basis points on {fen} fen")
    return (2 * fen * basis_points + BASIS) // (2 * BASIS)
