"""What the platform owes each enterprise, by the shop's own rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from plugins.settlement.models import LedgerEntry, SettledChild
from plugins.settlement.rules.owed import Owed, differences, owed
from plugins.settlement.states import EntryKind
from saleor_config.bench.generator.copying import Rows
from saleor_config.bench.generator.orders import Kept
from saleor_config.bench.generator.plans import PartPlan
from saleor_config.bench.generator.world import World

BOOKED_AFTER = timedelta(minutes=10)


class LedgerWriter:
    """Entries of received parts, booked when the shop would have."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.entries = Rows(
            LedgerEntry, "enterprise_id", "kind", "fen", "key", "child_order_id", "basis_points",
            "booked_at",
            booked_by="system:settlement",
        )  # fmt: skip
        self.settled = Rows(SettledChild, "child_order_id", "refunded_fen", "settled_at")

    def tables(self) -> list[Rows]:
        return [self.entries, self.settled]

    def add(self, kept: Kept) -> None:
        for index, part in enumerate(kept.plan.parts):
            if part.received_at is not None:
                self._part(kept, index, part, part.received_at)

    def _part(self, kept: Kept, index: int, part: PartPlan, received_at: datetime) -> None:
        goods = goods_by_rate(self.world, kept, part)
        at = received_at + BOOKED_AFTER
        was_back = bool(part.refunded_at and part.refunded_at <= at)
        back = part.refunded_fen if was_back else 0
        due = owed(goods=goods, shipping_fen=part.shipping_fen, refunded_fen=back)
        number = kept.child_number(index)
        self._book(kept, index, EntryKind.SALE, due.goods_fen, number, at)
        self._book(kept, index, EntryKind.SHIPPING, due.shipping_fen, number, at)
        self._commission(kept, index, due, {}, back, at)
        if part.refunded_at is not None and not was_back:
            at = part.refunded_at + BOOKED_AFTER
            later = owed(
                goods=goods, shipping_fen=part.shipping_fen, refunded_fen=part.refunded_fen
            )
            gone = due.goods_fen + due.shipping_fen - later.goods_fen - later.shipping_fen
            self._book(kept, index, EntryKind.REFUND, -gone, f"{number}:{part.refunded_fen}", at)
            self._commission(kept, index, later, due.commission, part.refunded_fen, at)
        self.settled.add(kept.child_ids[index], part.refunded_fen, at)

    def _commission(
        self,
        kept: Kept,
        index: int,
        due: Owed,
        booked: Mapping[int, int],
        refunded_fen: int,
        at: datetime,
    ) -> None:
        for rate, change in differences(wanted=due.commission, booked=booked):
            kind = EntryKind.COMMISSION if change > 0 else EntryKind.COMMISSION_RETURN
            key = f"{kept.child_number(index)}:{rate}:{refunded_fen}"
            self._book(kept, index, kind, -change, key, at, rate)

    def _book(
        self,
        kept: Kept,
        index: int,
        kind: EntryKind,
        fen: int,
        key: str,
        at: datetime,
        rate: int | None = None,
    ) -> None:
        if fen:
            part = kept.plan.parts[index]
            enterprise_id = kept.plan.lines[part.lines[0]].good.enterprise_id
            self.entries.add(enterprise_id, kind.value, fen, key, kept.child_ids[index], rate, at)


def goods_by_rate(world: World, kept: Kept, part: PartPlan) -> dict[int, int]:
    """Return what was paid for the goods of a part, by the commission they bear."""
    assert part.paid_at is not None  # noqa: S101 - asked for received parts
    paid: Counter[int] = Counter()
    for number in part.lines:
        line = kept.plan.lines[number]
        rate = world.rate_of(line.good.goods_class, part.paid_at.date())
        paid[rate] += line.fen
    return dict(paid)
