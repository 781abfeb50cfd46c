"""Out of the ledger: periods and payouts. Out of the payments: reconciled days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from plugins.reconciliation.models import BillDay, Difference
from plugins.reconciliation.rules import DifferenceKind
from plugins.reconciliation.states import BillState
from plugins.settlement.models import LedgerEntry, Payout, Period
from plugins.settlement.states import EntryKind, PayoutState, PeriodState
from saleor_config.bench.generator.copying import Ids, Rows, one_piece
from saleor_config.bench.generator.world import World

CONFIRM_WITHIN = timedelta(days=7)
#: How last month stands; all months before it are paid.
LAST_MONTH = (
    PeriodState.CLOSED, PeriodState.CLOSED, PeriodState.DISPUTED, PeriodState.CONFIRMED,
    PeriodState.PAID,
)  # fmt: skip
FEE_BASIS_POINTS = 60
#: What WeChat has of somebody whom nobody here knows.
UNKNOWN_FEN = 100
SYSTEM = "system:generate"
#: Stands where a real bill has its digest.
MADE_UP = "generated-"

_BOOKED = """
SELECT entry.enterprise_id,
       date_trunc('month', entry.booked_at AT TIME ZONE 'Asia/Shanghai')::date AS month,
       sum(entry.fen)::bigint,
       min((entry.booked_at AT TIME ZONE 'Asia/Shanghai')::date)
  FROM mall_settlement_ledgerentry entry
  JOIN mall_brand_enterprise enterprise ON enterprise.id = entry.enterprise_id
 WHERE enterprise.slug LIKE %s AND entry.period_id IS NULL AND entry.booked_at < %s
 GROUP BY 1, 2 ORDER BY 1, 2
"""
_ASSIGN = """
UPDATE mall_settlement_ledgerentry entry SET period_id = period.id
  FROM mall_settlement_period period
  JOIN mall_brand_enterprise enterprise ON enterprise.id = period.enterprise_id
 WHERE enterprise.slug LIKE %s AND entry.enterprise_id = period.enterprise_id
   AND entry.period_id IS NULL AND entry.kind <> 'payout'
   AND (entry.booked_at AT TIME ZONE 'Asia/Shanghai')::date
       BETWEEN period.starts_on AND period.ends_on
"""
_DAYS = """
WITH paid AS (
  SELECT (paid_at AT TIME ZONE 'Asia/Shanghai')::date AS day, count(*) AS n,
         sum(total_fen)::bigint AS fen, sum((total_fen * %(fee)s + 5000) / 10000)::bigint AS fees
    FROM mall_wechat_pay_wechatpayment WHERE mchid = %(mchid)s AND state = 'paid' GROUP BY 1
), back AS (
  SELECT (refund.finished_at AT TIME ZONE 'Asia/Shanghai')::date AS day, count(*) AS n,
         sum(refund.fen)::bigint AS fen
    FROM mall_wechat_pay_wechatrefund refund
    JOIN mall_wechat_pay_wechatpayment payment ON payment.id = refund.payment_id
   WHERE payment.mchid = %(mchid)s AND refund.state = 'succeeded' GROUP BY 1
)
SELECT paid.day, paid.n, paid.fen, paid.fees, coalesce(back.n, 0), coalesce(back.fen, 0)
  FROM paid LEFT JOIN back USING (day) WHERE paid.day < %(today)s ORDER BY 1
"""


def statements_make(world: World) -> int:
    """Close every whole month that is not closed yet; return how many periods."""
    mark, today = f"{world.size.mark}-%", timezone.localdate(world.size.until)
    month = datetime.combine(today.replace(day=1), time.min, tzinfo=timezone.get_default_timezone())
    if Period.objects.filter(enterprise__slug__startswith=f"{world.size.mark}-").exists():
        return 0
    with one_piece(), connection.cursor() as cursor:
        cursor.execute(_BOOKED, [mark, month])
        closer = _Closer(world, last=today.replace(day=1) - timedelta(days=1))
        for enterprise_id, begun, fen, first in cursor.fetchall():
            closer.add(enterprise_id, begun, fen, first)
        closer.periods.write()
        cursor.execute(_ASSIGN, [mark])
        closer.payouts.write()
        closer.entries.write()
        for state, ids in closer.agreed.items():
            Period.objects.filter(pk__in=ids).update(state=state.value)
    return len(closer.closing)


class _Closer:
    """Periods of an enterprise follow each other; a balance against it is carried over."""

    def __init__(self, world: World, *, last: date) -> None:
        self.mark, self.last = world.size.mark, last
        self.period_ids = Ids(Period)
        #: By enterprise: the last period's end and closing balance.
        self.before: dict[int, tuple[date, int]] = {}
        self.closing: dict[int, int] = {}
        self.agreed: dict[PeriodState, list[int]] = {
            state: [] for state in PeriodState if state is not PeriodState.CLOSED
        }
        self.periods = Rows(
            Period, "id", "enterprise_id", "starts_on", "ends_on", "opening_fen", "closing_fen",
            "closed_at", "confirm_by", "confirmed_at", "dispute",
        )  # fmt: skip
        self.payouts = Rows(
            Payout, "period_id", "fen", "state", "reference", "planned_at", "done_at"
        )
        self.entries = Rows(
            LedgerEntry, "enterprise_id", "fen", "key", "booked_at", "period_id",
            kind=EntryKind.PAYOUT.value, booked_by=SYSTEM,
        )  # fmt: skip

    def add(self, enterprise_id: int, month: date, fen: int, first: date) -> None:
        ends_on = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        known = self.before.get(enterprise_id)
        starts_on = known[0] + timedelta(days=1) if known else first
        opening = min(known[1], 0) if known else 0
        closing = opening + fen
        self.before[enterprise_id] = (ends_on, closing)
        period_id = self.period_ids.next()
        self.closing[period_id] = closing
        is_last = ends_on == self.last
        state = LAST_MONTH[enterprise_id % len(LAST_MONTH)] if is_last else PeriodState.PAID
        if state is PeriodState.PAID and closing <= 0:
            state = PeriodState.CONFIRMED  # nothing was owed
        closed_at = _noon(ends_on + timedelta(days=1))
        is_agreed = state in (PeriodState.CONFIRMED, PeriodState.PAID)
        confirmed_at = closed_at + timedelta(days=2) if is_agreed else None
        self.periods.add(
            period_id, enterprise_id, starts_on, ends_on, opening, closing, closed_at,
            closed_at + CONFIRM_WITHIN, confirmed_at,
            "有一单退款我们已经重发。" if state is PeriodState.DISPUTED else "",
        )  # fmt: skip
        if state is not PeriodState.CLOSED:
            self.agreed[state].append(period_id)
        if confirmed_at is not None and closing > 0:
            self._pay(enterprise_id, period_id, closing, state, confirmed_at)

    def _pay(
        self, enterprise_id: int, period_id: int, fen: int, state: PeriodState, at: datetime
    ) -> None:
        is_done = state is PeriodState.PAID
        self.payouts.add(
            period_id, fen, (PayoutState.DONE if is_done else PayoutState.PLANNED).value,
            f"{self.mark}-{period_id}" if is_done else "", at,
            at + timedelta(days=1) if is_done else None,
        )  # fmt: skip
        self.entries.add(enterprise_id, -fen, f"period:{period_id}", at, period_id)


def days_make(world: World) -> int:
    """Reconcile every day that is over and has no bills yet; return how many days.

    Days that an earlier run made up learn of later payments. One day in thirty
    differs, so that the page of differences has something to show.
    """
    today = timezone.localdate(world.size.until)
    bills = BillDay.objects.filter(mchid=world.mchid)
    known = set(bills.values_list("day", flat=True))
    made_up = bills.filter(sha1__startswith=MADE_UP)
    with one_piece(), connection.cursor() as cursor:
        facts = {"mchid": world.mchid, "fee": FEE_BASIS_POINTS, "today": today}
        cursor.execute(_DAYS, facts)
        days = cursor.fetchall()
        rows, ids = _bill_rows(world), Ids(BillDay, at_once=1000)
        differences = _difference_rows(world)
        for number, day in enumerate(each for each in days if each[0] not in known):
            _day(number, day, ids, rows, differences)
        rows.write()
        differences.write()
        for day, _, paid, _, _, back in days:
            if day in known:
                made_up.filter(day=day).exclude(ours_payments_fen=paid).update(
                    ours_payments_fen=paid, ours_refunds_fen=back, payments_fen=paid
                )
    return len(days) - len(known & {each[0] for each in days})


def _bill_rows(world: World) -> Rows:
    return Rows(
        BillDay, "id", "day", "kind", "state", "sha1", "fetched_at", "compared_at", "rows",
        "payments", "payments_fen", "settled_fen", "refunds", "refunds_fen", "fees_fen",
        "ours_payments_fen", "ours_refunds_fen", "net_fen", "expected_fen", "try_after",
        mchid=world.mchid,
    )  # fmt: skip


def _difference_rows(world: World) -> Rows:
    return Rows(
        Difference, "bill_id", "reference", "theirs_fen", "found_at",
        kind=DifferenceKind.ONLY_AT_WECHAT.value,
    )  # fmt: skip


def _day(
    number: int, row: tuple[date, int, int, int, int, int], ids: Ids, bills: Rows, found: Rows
) -> None:
    day, payments, paid, fees, refunds, back = row
    at, net = _noon(day + timedelta(days=1)), paid - back - fees
    is_odd = number % 30 == 29
    for kind in ("trade", "funds"):
        bill_id = ids.next()
        state = BillState.DIFFERING if is_odd and kind == "trade" else BillState.MATCHED
        more = 1 if state is BillState.DIFFERING else 0
        theirs = paid + more * UNKNOWN_FEN
        bills.add(
            bill_id, day, kind, state.value, f"{MADE_UP}{number:029d}", at, at, payments + refunds + more,
            payments + more, theirs, theirs, refunds, back, fees, paid, back, net, net, at,
        )  # fmt: skip
        if more:
            found.add(bill_id, f"unknown-{day:%Y%m%d}", UNKNOWN_FEN, at)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
