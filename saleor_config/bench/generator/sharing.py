"""Payments that were shared at the provider: receivers, requests, parts, and daily bills."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from plugins.brand.models import Enterprise
from plugins.child_orders.states import ChildState
from plugins.settlement.models import (
    LedgerEntry,
    ShareBill,
    ShareDifference,
    SharePart,
    ShareReceiver,
    Sharing,
)
from plugins.settlement.rules.owed import owed
from plugins.settlement.rules.shares import shares_of
from plugins.settlement.states import EntryKind, PartState, ReceiverState, SharingState
from saleor_config.bench.generator.copying import Ids, Rows, one_piece
from saleor_config.bench.generator.ledger import goods_by_rate
from saleor_config.bench.generator.orders import Kept
from saleor_config.bench.generator.world import World

SYSTEM = "system:generate"
#: One payment in so many is shared; the others are paid out by the bank.
SHARED_IN = 6
#: The provider holds the money until the day after receipt.
SETTLED_AFTER = timedelta(days=1, hours=2)
UNKNOWN_FEN = 100
#: One receiver in so many was refused, another one is not entered yet.
ODD_IN = 15


def account_of(number: int) -> str:
    """Return the merchant number of the enterprise with that number."""
    return f"19{number:08d}"


def state_of_receiver(number: int) -> ReceiverState:
    odd = {0: ReceiverState.REFUSED, 1: ReceiverState.PLANNED}
    return odd.get(number % ODD_IN, ReceiverState.ACTIVE)


def receivers_make(world: World) -> int:
    """Enter the enterprises that sell, where they are missing; return how many were new."""
    known = set(ShareReceiver.objects.values_list("enterprise_id", flat=True))
    names = dict(Enterprise.objects.values_list("pk", "name"))
    rows = Rows(
        ShareReceiver, "enterprise_id", "account", "name", "state", "planned_at", "check_after",
        "attempts", "last_error", "finished_at",
        registered_by=SYSTEM,
    )  # fmt: skip
    at, never = world.size.moment(-1), world.size.until + timedelta(days=3650)
    for number, maker in enumerate(world.makers):
        if maker.is_selling and maker.enterprise_id not in known:
            state = state_of_receiver(number)
            is_new = state is ReceiverState.PLANNED
            rows.add(
                maker.enterprise_id, account_of(number), names[maker.enterprise_id], state.value,
                at, never, 0 if is_new else 1,
                "商户名称不一致" if state is ReceiverState.REFUSED else "",
                None if is_new else at,
            )  # fmt: skip
    with one_piece():
        return rows.write()


class SharingWriter:
    """The tables of sharing, and what of it the ledger says."""

    def __init__(self, world: World) -> None:
        self.world, self.size = world, world.size
        self.accounts = {
            maker.enterprise_id: account_of(number)
            for number, maker in enumerate(world.makers)
            if maker.is_selling and state_of_receiver(number) is ReceiverState.ACTIVE
        }
        self.ids = Ids(Sharing)
        self.sharings = Rows(
            Sharing, "id", "order_id", "reference", "number", "paid_fen", "provider_number",
            "planned_at", "check_after", "finished_at",
            state=SharingState.FINISHED.value, attempts=1,
        )  # fmt: skip
        self.parts = Rows(
            SharePart, "sharing_id", "child_order_id", "account", "fen", "provider_number",
            "settled_at",
            state=PartState.SUCCEEDED.value,
        )  # fmt: skip
        self.entries = Rows(
            LedgerEntry, "enterprise_id", "fen", "key", "child_order_id", "note", "booked_at",
            kind=EntryKind.SHARE.value, booked_by="system:settlement",
        )  # fmt: skip

    def tables(self) -> list[Rows]:
        return [self.sharings, self.parts, self.entries]

    def add(self, kept: Kept) -> None:
        at = self._shared_at(kept)
        if at is None:
            return
        number = f"{self.size.mark}s{kept.plan.number:09d}"
        owned = [self._owed(kept, index) for index in range(len(kept.plan.parts))]
        shares = shares_of(
            owed=owned,
            paid_fen=kept.plan.total_fen,
            room_fen=kept.plan.total_fen,
            percent=settings.WECHAT_PROFIT_SHARING_PERCENT,
        )
        sharing_id = self.ids.next()
        self.sharings.add(
            sharing_id, kept.order_id, kept.transaction_id, number, kept.plan.total_fen,
            f"30{kept.transaction_id[2:]}", at, at, at,
        )  # fmt: skip
        for index, fen in enumerate(shares):
            if fen:
                self._part(kept, index, fen, sharing_id, number, at)

    def _shared_at(self, kept: Kept) -> datetime | None:
        """Return when a payment was shared: everything arrived, in a month still open."""
        parts = kept.plan.parts
        if kept.plan.number % SHARED_IN or any(part.case or part.refunded_at for part in parts):
            return None
        received = [part.received_at for part in parts if part.state is ChildState.RECEIVED]
        moments = [each for each in received if each is not None]
        if len(moments) < len(parts):
            return None
        at = max(moments) + SETTLED_AFTER
        months = {timezone.localtime(each).strftime("%Y-%m") for each in (*moments, at)}
        return at if at < self.size.until and len(months) == 1 else None

    def _owed(self, kept: Kept, index: int) -> int:
        """Return what the ledger owes; nothing for whom the provider does not know."""
        part = kept.plan.parts[index]
        if kept.plan.lines[part.lines[0]].good.enterprise_id not in self.accounts:
            return 0
        due = owed(
            goods=goods_by_rate(self.world, kept, part),
            shipping_fen=part.shipping_fen,
            refunded_fen=0,
        )
        return due.goods_fen + due.shipping_fen - sum(due.commission.values())

    def _part(
        self, kept: Kept, index: int, fen: int, sharing_id: int, number: str, at: datetime
    ) -> None:
        part, child_id = kept.plan.parts[index], kept.child_ids[index]
        enterprise_id = kept.plan.lines[part.lines[0]].good.enterprise_id
        self.parts.add(
            sharing_id, child_id, self.accounts[enterprise_id], fen,
            f"36{kept.transaction_id[2:]}{index}", at,
        )  # fmt: skip
        self.entries.add(enterprise_id, -fen, number, child_id, f"分账单 {number}", at)


_DAYS = """
SELECT (part.settled_at AT TIME ZONE 'Asia/Shanghai')::date AS day, count(*),
       sum(part.fen)::bigint
  FROM mall_settlement_sharepart part
 WHERE part.state = 'succeeded'
 GROUP BY 1 HAVING (min(part.settled_at) AT TIME ZONE 'Asia/Shanghai')::date < %s ORDER BY 1
"""


def share_bills_make(world: World) -> int:
    """Compare each day's shares with a bill; return how many days were new.

    One day in twenty the provider has something that nobody here knows.
    """
    bills: list[tuple[ShareBill, bool]] = []
    known = {bill.day: bill for bill in ShareBill.objects.prefetch_related("differences")}
    with one_piece(), connection.cursor() as cursor:
        cursor.execute(_DAYS, [timezone.localdate(world.size.until)])
        for number, (day, rows, fen) in enumerate(cursor.fetchall()):
            if day in known:
                _learn(known[day], rows, fen)
            else:
                is_odd = number % 20 == 9
                bills.append((_bill(day, rows, fen, is_odd=is_odd), is_odd))
        ShareBill.objects.bulk_create(bill for bill, _ in bills)
        ShareDifference.objects.bulk_create(
            ShareDifference(
                bill=bill,
                number=f"unknown-{bill.day:%Y%m%d}",
                account=account_of(0),
                is_return=False,
                theirs_fen=UNKNOWN_FEN,
            )
            for bill, is_odd in bills
            if is_odd
        )
    return len(bills)


def _bill(day: date, rows: int, fen: int, *, is_odd: bool) -> ShareBill:
    noon = datetime.combine(
        day + timedelta(days=1), time(12), tzinfo=timezone.get_default_timezone()
    )
    return ShareBill(
        day=day,
        rows=rows + is_odd,
        shared_fen=fen + is_odd * UNKNOWN_FEN,
        returned_fen=0,
        compared_at=noon,
    )


def _learn(bill: ShareBill, rows: int, fen: int) -> None:
    """Let a day that an earlier run compared know of shares that a later one added."""
    differing = [each for each in bill.differences.all() if not each.is_return]
    apart = sum((each.theirs_fen or 0) - (each.ours_fen or 0) for each in differing)
    bill.rows, bill.shared_fen = rows + len(differing), fen + apart
    bill.save(update_fields=["rows", "shared_fen"])
