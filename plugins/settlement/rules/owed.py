"""What the ledger should say of a child order, whatever it says already. Money in fen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from plugins.kernel.money import allocate
from plugins.settlement.rules.commission import commission_on


@dataclass(frozen=True)
class Owed:
    """What a received child order is worth to its enterprise.

    Attributes:
        goods_fen, shipping_fen: what the buyer paid and did not get back.
        commission: basis points → what the platform keeps at that rate.
        subsidy_fen: what the platform pays for the goods in the buyer's stead.
    """

    goods_fen: int
    shipping_fen: int
    commission: Mapping[int, int]
    subsidy_fen: int = 0

    @property
    def total_fen(self) -> int:
        """What the enterprise gets: commission off, subsidy in."""
        earned = self.goods_fen + self.shipping_fen + self.subsidy_fen
        return earned - sum(self.commission.values())


@dataclass(frozen=True)
class SubsidisedLine:
    """A line of which the platform bears a coupon; `refunded_fen` is what named it."""

    basis_points: int
    paid_fen: int
    subsidy_fen: int
    refunded_fen: int = 0


def subsidies_kept(*, lines: Sequence[SubsidisedLine], unnamed_fen: int = 0) -> dict[int, int]:
    """Return per rate what the platform still bears after refunds; a rest of a fen is dropped.

    A line keeps of its subsidy what it keeps of its price. `unnamed_fen` went back
    without naming goods, so every line bears it by what is left of it.
    """
    left = [max(0, line.paid_fen - line.refunded_fen) for line in lines]
    whole = sum(left)
    stays = max(0, whole - unnamed_fen)
    kept: dict[int, int] = {}
    for line, room in zip(lines, left, strict=True):
        # A line that a coupon made free stays or goes with the others.
        top, bottom = (room, line.paid_fen) if line.paid_fen else (1, 1)
        part = line.subsidy_fen * top * stays // (bottom * whole) if whole else 0
        kept[line.basis_points] = kept.get(line.basis_points, 0) + part
    return kept


def owed(
    *,
    goods: Mapping[int, int],
    shipping_fen: int,
    refunded_fen: int,
    subsidies: Mapping[int, int] = MappingProxyType({}),
) -> Owed:
    """Return what is owed; `goods` maps basis points to what was paid for goods at that rate.

    A refund is taken from the goods first, from each rate by what it brought in,
    then from shipping. `subsidies` is what the platform bears at each rate after the
    refund. The commission is on what was kept and on its subsidy, to the fen: a coupon
    of the platform changes neither what the enterprise sold for nor what it pays for it.

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
            rate: commission_on(fen=fen + subsidies.get(rate, 0), basis_points=rate)
            for rate, fen in zip(rates, kept, strict=True)
        },
        subsidy_fen=sum(subsidies.values()),
    )


def differences(
    *, wanted: Mapping[int, int], booked: Mapping[int, int]
) -> Sequence[tuple[int, int]]:
    """Return per rate by how much the booked commission must change; zeros are left out."""
    rates = sorted({*wanted, *booked})
    changes = ((rate, wanted.get(rate, 0) - booked.get(rate, 0)) for rate in rates)
    return [(rate, change) for rate, change in changes if change]
