"""Compare a trade bill with our payments and refunds, line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from plugins.reconciliation import rules
from plugins.reconciliation.rules import DifferenceKind, Finding
from plugins.wechat_pay.public import (
    BookedPayment,
    BookedRefund,
    TradeRow,
    payments_booked,
    payments_paid_between,
    refunds_accepted_between,
    refunds_booked,
)

BATCH = 2000


@dataclass(slots=True)
class TradeTotals:
    """What a day comes to; amounts are fen."""

    rows: int = 0
    payments: int = 0
    payments_fen: int = 0
    settled_fen: int = 0
    refunds: int = 0
    refunds_fen: int = 0
    fees_fen: int = 0
    ours_payments_fen: int = 0
    ours_refunds_fen: int = 0

    def add(self, row: TradeRow) -> None:
        self.rows += 1
        self.settled_fen += row.settled_fen
        self.fees_fen += row.fee_fen
        if row.is_refund:
            self.refunds += 1
            self.refunds_fen += row.refund_fen
        else:
            self.payments += 1
            self.payments_fen += row.total_fen


@dataclass(slots=True)
class TradeMatch:
    totals: TradeTotals = field(default_factory=TradeTotals)
    findings: list[Finding] = field(default_factory=list)


def trade_match(*, rows: Iterable[TradeRow], mchid: str, day: date) -> TradeMatch:
    """Read the bill once, in batches; only the numbers met are remembered."""
    match = TradeMatch()
    payments_met: set[str] = set()
    refunds_met: set[str] = set()
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        for row in batch:
            match.totals.add(row)
        sales = [row for row in batch if not row.is_refund]
        refunds = [row for row in batch if row.is_refund]
        match.findings += _compare_sales(sales, mchid=mchid, met=payments_met)
        match.findings += _compare_refunds(refunds, mchid=mchid, met=refunds_met)
    match.findings += _only_here(match.totals, mchid=mchid, day=day, met=payments_met)
    match.findings += _refunds_only_here(match.totals, mchid=mchid, day=day, met=refunds_met)
    return match


def _compare_sales(rows: list[TradeRow], *, mchid: str, met: set[str]) -> Iterator[Finding]:
    ours = payments_booked(mchid=mchid, numbers=[row.out_trade_no for row in rows])
    for row in rows:
        if row.out_trade_no in met:
            yield _of_sale(DifferenceKind.LISTED_TWICE, row, None)
            continue
        met.add(row.out_trade_no)
        yield from _compare_sale(row, ours.get(row.out_trade_no))


def _compare_sale(row: TradeRow, booked: BookedPayment | None) -> Iterator[Finding]:
    if booked is None:
        yield _of_sale(DifferenceKind.ONLY_AT_WECHAT, row, None)
    elif not booked.is_paid:
        yield _of_sale(DifferenceKind.STATE_DIFFERS, row, None)
    else:
        if booked.transaction_id != row.transaction_id:
            yield _of_sale(DifferenceKind.NUMBER_DIFFERS, row, booked.total_fen)
        if booked.total_fen != row.total_fen:
            yield _of_sale(DifferenceKind.AMOUNT_DIFFERS, row, booked.total_fen)
    if row.fee_rate is not None:
        fee = rules.fee_expected(settled_fen=row.settled_fen, rate=row.fee_rate)
        if fee != row.fee_fen:
            yield Finding(
                kind=DifferenceKind.FEE_DIFFERS,
                reference=row.out_trade_no,
                out_trade_no=row.out_trade_no,
                transaction_id=row.transaction_id,
                ours_fen=fee,
                theirs_fen=row.fee_fen,
            )


def _of_sale(kind: DifferenceKind, row: TradeRow, ours_fen: int | None) -> Finding:
    return Finding(
        kind=kind,
        reference=row.out_trade_no,
        out_trade_no=row.out_trade_no,
        transaction_id=row.transaction_id,
        ours_fen=ours_fen,
        theirs_fen=row.total_fen,
    )


def _compare_refunds(rows: list[TradeRow], *, mchid: str, met: set[str]) -> Iterator[Finding]:
    if not rows:
        return
    ours = refunds_booked(mchid=mchid, numbers=[row.out_refund_no for row in rows])
    for row in rows:
        if row.out_refund_no in met:
            yield _of_refund(DifferenceKind.LISTED_TWICE, row, None)
            continue
        met.add(row.out_refund_no)
        yield from _compare_refund(row, ours.get(row.out_refund_no))


def _compare_refund(row: TradeRow, booked: BookedRefund | None) -> Iterator[Finding]:
    if booked is None:
        yield _of_refund(DifferenceKind.REFUND_ONLY_AT_WECHAT, row, None)
        return
    if not booked.is_accepted:
        yield _of_refund(DifferenceKind.REFUND_STATE_DIFFERS, row, booked.fen)
    if booked.fen != row.refund_fen:
        yield _of_refund(DifferenceKind.REFUND_AMOUNT_DIFFERS, row, booked.fen)


def _of_refund(kind: DifferenceKind, row: TradeRow, ours_fen: int | None) -> Finding:
    return Finding(
        kind=kind,
        reference=row.out_refund_no,
        out_trade_no=row.out_trade_no,
        transaction_id=row.transaction_id,
        ours_fen=ours_fen,
        theirs_fen=row.refund_fen,
    )


def _only_here(totals: TradeTotals, *, mchid: str, day: date, met: set[str]) -> Iterator[Finding]:
    start, end = rules.span_of(day)
    for booked in payments_paid_between(mchid=mchid, start=start, end=end):
        totals.ours_payments_fen += booked.total_fen
        if booked.out_trade_no not in met:
            yield Finding(
                kind=DifferenceKind.ONLY_HERE,
                reference=booked.out_trade_no,
                out_trade_no=booked.out_trade_no,
                transaction_id=booked.transaction_id or "",
                ours_fen=booked.total_fen,
            )


def _refunds_only_here(
    totals: TradeTotals, *, mchid: str, day: date, met: set[str]
) -> Iterator[Finding]:
    start, end = rules.span_of(day)
    for booked in refunds_accepted_between(mchid=mchid, start=start, end=end):
        totals.ours_refunds_fen += booked.fen
        if booked.out_refund_no not in met:
            yield Finding(
                kind=DifferenceKind.REFUND_ONLY_HERE,
                reference=booked.out_refund_no,
                out_trade_no=booked.out_trade_no,
                transaction_id=booked.transaction_id or "",
                ours_fen=booked.fen,
            )
