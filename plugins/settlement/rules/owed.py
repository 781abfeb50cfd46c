"""What the ledger should say of a child order, whatever it says already. Money in fen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.kernel.money import allocate
from plugins.settlement.rules.commission import commission_on


@dataclass(frozen=True)
class Owed:
    """What a received child order is worth to its enterprise.

    Attributes:
        goods_fen, shipping_fen: what the buyer paid and did not get back.
        commission: basis points → what the platform keeps at that rate.
    """

    goods_fen: int
    shipping_fen: int
    commission: Mapping[int, int]


def owed(*, goods: Mapping[int, int], shipping_fen: int, refunded_fen: int) -> Owed:
    """Return what is owed; `goods` maps basis points to what was paid for goods at that rate.

    A refund is taken from the goods first, from each rate by what it brought in,
    then from shipping. The commission is on what was kept, to the fen.

    Raises:
        ValueError: more was refunded than paid.
    """
    paid = sum(goods.values())
    if not 0 <= refunded_fen <= paid + shipping_fen:
        raise ValueError(f"{refunded_fen} fen refunded of {paid + shipping_fen} fen paid")
    goods_kept = max(0, paid - refunded_fen)
    shipping_kept = shipping_fen - max(0, refunded_fen - paid)
    rates = sorted(goods)
    kept = allocate(goods_kept, [goods[rate] for rate in rates])
    return Owed(
        goods_fen=goods_kept,
        shipping_fen=shipping_kept,
        commission={
            rate: commission_on(fen=fen, basis_points=rate)
            for rate, fen in zip(rates, kept, strict=True)
        },
    )


def differences(
    *, wanted: Mapping[int, int], booked: Mapping[int, int]
) -> Sequence[tuple[int, int]]:
    """Return per rate by how much the booked commission must change; zeros are left out."""
    rates = sorted({*wanted, *booked})
    changes = ((rate, wanted.get(rate, 0) - booked.get(rate, 0)) for rate in rates)
    return [(rate, change) for rate, change in changes if change]
