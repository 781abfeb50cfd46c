"""Compare a trade bill with our payments and refunds, line by line."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from plugins.reconciliation import rules
from plugins.reconciliation.rules import DifferenceKind, Finding
from plugins.wechat_pay.public import (
    BookedPayment,
    BookedRefund,
    TradeRow,
    payments_booked,
    payments_paid_between,
    refunds_booked,
    refunds_last_heard_between,
)

BATCH = 2000
# Our clock and WeChat's may disagree by a little on the day a refund was asked for.
CLOCKS = timedelta(minutes=10)

#: Given refund numbers and a day: those that a stored bill from that day on lists.
ListedEarlier = Callable[[set[str], date], set[str]]


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


@dataclass(slots=True)
class Met:
    """The numbers a bill listed."""

    payments: set[str] = field(default_factory=set)
    refunds: set[str] = field(default_factory=set)


def trade_match(
    *, rows: Iterable[TradeRow], mchid: str, day: date, listed_earlier: ListedEarlier
) -> TradeMatch:
    """Read the bill once, in batches; only the numbers met are remembered."""
    match, met = TradeMatch(), Met()
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        for row in batch:
            match.totals.add(row)
        sales = [row for row in batch if not row.is_refund]
        refunds = [row for row in batch if row.is_refund]
        match.findings += _compare_sales(match.totals, sales, mchid=mchid, met=met)
        match.findings += _compare_refunds(match.totals, refunds, mchid=mchid, met=met)
    match.findings += _only_here(match.totals, mchid=mchid, day=day, met=met)
    match.findings += _refunds_only_here(
        match.totals, mchid=mchid, day=day, met=met, listed_earlier=listed_earlier
    )
    return match


def _compare_sales(
    totals: TradeTotals, rows: list[TradeRow], *, mchid: str, met: Met
) -> Iterator[Finding]:
    ours = payments_booked(mchid=mchid, numbers=[row.out_trade_no for row in rows])
    for row in rows:
        if row.out_trade_no in met.payments:
            yield _of_sale(DifferenceKind.LISTED_TWICE, row, None)
            continue
        met.payments.add(row.out_trade_no)
        booked = ours.get(row.out_trade_no)
        if booked is not None and booked.is_paid:
            totals.ours_payments_fen += booked.total_fen
        yield from _compare_sale(row, booked)


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


def _compare_refunds(
    totals: TradeTotals, rows: list[TradeRow], *, mchid: str, met: Met
) -> Iterator[Finding]:
    if not rows:
        return
    ours = refunds_booked(mchid=mchid, numbers=[row.out_refund_no for row in rows])
    for row in rows:
        if row.out_refund_no in met.refunds:
            yield _of_refund(DifferenceKind.REFUND_LISTED_TWICE, row, None)
            continue
        met.refunds.add(row.out_refund_no)
        booked = ours.get(row.out_refund_no)
        if booked is not None and booked.is_accepted:
            # Counted where WeChat lists it: the day it was accepted is WeChat's to say.
            totals.ours_refunds_fen += booked.fen
        yield from _compare_refund(row, booked)


def _compare_refund(row: TradeRow, booked: BookedRefund | None) -> Iterator[Finding]:
    if booked is None:
        yield _of_refund(DifferenceKind.REFUND_ONLY_AT_WECHAT, row, None)
    elif not booked.is_accepted:
        yield _of_refund(DifferenceKind.REFUND_STATE_DIFFERS, row, None)
    elif booked.fen != row.refund_fen:
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


def _only_here(totals: TradeTotals, *, mchid: str, day: date, met: Met) -> Iterator[Finding]:
    start, end = rules.span_of(day)
    for booked in payments_paid_between(mchid=mchid, start=start, end=end):
        if booked.out_trade_no not in met.payments:
            totals.ours_payments_fen += booked.total_fen
            yield Finding(
                kind=DifferenceKind.ONLY_HERE,
                reference=booked.out_trade_no,
                out_trade_no=booked.out_trade_no,
                transaction_id=booked.transaction_id or "",
                ours_fen=booked.total_fen,
            )


def _refunds_only_here(
    totals: TradeTotals, *, mchid: str, day: date, met: Met, listed_earlier: ListedEarlier
) -> Iterator[Finding]:
    """Judge the refunds that ended this day: by now a bill must have listed them."""
    start, end = rules.span_of(day)
    unlisted: dict[str, BookedRefund] = {
        booked.out_refund_no: booked
        for booked in refunds_last_heard_between(mchid=mchid, start=start, end=end)
        if booked.out_refund_no not in met.refunds
    }
    if not unlisted:
        return
    since = min(booked.created_at for booked in unlisted.values()) - CLOCKS
    listed = listed_earlier(set(unlisted), since.astimezone(rules.BEIJING).date())
    for number, booked in unlisted.items():
        if number in listed:
            continue
        totals.ours_refunds_fen += booked.fen
        yield Finding(
            kind=DifferenceKind.REFUND_ONLY_HERE,
            reference=number,
            out_trade_no=booked.out_trade_no,
            transaction_id=booked.transaction_id or "",
            ours_fen=booked.fen,
        )
