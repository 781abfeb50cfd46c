"""Compare the stored bills of a day with our books, and keep what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from plugins.kernel.transitions import move
from plugins.reconciliation.bill_store import is_kept, lines_of
from plugins.reconciliation.models import BillDay, CarriedOver, MovementTotal
from plugins.reconciliation.rules import Finding
from plugins.reconciliation.selectors import carried_into, closing_before, days_hanging_on
from plugins.reconciliation.services.differences_replace import differences_replace
from plugins.reconciliation.services.fund_match import Expected, FundMatch, fund_match
from plugins.reconciliation.services.trade_match import trade_match
from plugins.reconciliation.states import BILL_TRANSITIONS, BillState
from plugins.wechat_pay.public import FundRow, TradeRow, read_fund_bill, read_trade_bill

_FIGURES = (
    "rows",
    "net_fen",
    "expected_fen",
    "carried_in_fen",
    "carried_out_fen",
    "opening_fen",
    "closing_fen",
)


def bills_compare(
    *, trade: BillDay, funds: BillDay, folder: Path, now: datetime, actor: str
) -> None:
    """Compare both bills of a day; both have been fetched, or are empty at WeChat."""
    match = trade_match(
        rows=_trade_rows(trade, folder),
        mchid=trade.mchid,
        day=trade.day,
        listed_earlier=partial(_listed_earlier, trade, folder),
    )
    _conclude(trade, match.findings, figures=asdict(match.totals), now=now, actor=actor)
    flow = fund_match(
        rows=_fund_rows(funds, folder),
        trades=_trade_rows(trade, folder),
        carried_in=_carried_in(funds),
        opening_expected=closing_before(bill=funds),
        mchid=funds.mchid,
    )
    with transaction.atomic():
        figures = {name: getattr(flow, name) for name in _FIGURES}
        _conclude(funds, flow.findings, figures=figures, now=now, actor=actor)
        _keep_parts(funds, flow)


def bills_compare_later(*, funds: BillDay, folder: Path, now: datetime, actor: str) -> None:
    """Compare again the later days this one has outdated, from their stored files alone."""
    for trade, later in days_hanging_on(bill=funds):
        bills = (trade, later)
        # One that is not at hand as it was keeps its result; its advice says what to do.
        if all(_is_at_hand(bill, folder) for bill in bills):
            for bill in bills:
                _reopen(bill, actor=actor)
            bills_compare(trade=trade, funds=later, folder=folder, now=now, actor=actor)


def _trade_rows(bill: BillDay, folder: Path) -> Iterator[TradeRow]:
    return read_trade_bill(lines_of(folder / bill.file_name)) if bill.sha1 else iter(())


def _fund_rows(bill: BillDay, folder: Path) -> Iterator[FundRow]:
    return read_fund_bill(lines_of(folder / bill.file_name)) if bill.sha1 else iter(())


def _listed_earlier(bill: BillDay, folder: Path, numbers: set[str], since: date) -> set[str]:
    """Look refund numbers up in the stored bills of the days before."""
    found: set[str] = set()
    earlier = BillDay.objects.filter(
        mchid=bill.mchid, kind=bill.kind, day__gte=since, day__lt=bill.day
    )
    for other in earlier.exclude(sha1="").order_by("-day"):
        if found == numbers:
            break
        if is_kept(folder / other.file_name, sha1=other.sha1):
            listed = (row.out_refund_no for row in _trade_rows(other, folder))
            found |= numbers.intersection(listed)
    return found


def _carried_in(funds: BillDay) -> dict[str, Expected]:
    return {
        row.business_no: Expected(
            out_trade_no=row.out_trade_no,
            out_refund_no=row.out_refund_no,
            fen=row.fen,
            fee_fen=row.fee_fen,
        )
        for row in carried_into(bill=funds)
    }


def _keep_parts(funds: BillDay, flow: FundMatch) -> None:
    funds.movements.all().delete()
    MovementTotal.objects.bulk_create(
        MovementTotal(bill=funds, movement=movement.value, **asdict(total))
        for movement, total in flow.sums.items()
    )
    funds.carried.all().delete()
    CarriedOver.objects.bulk_create(
        CarriedOver(
            bill=funds,
            business_no=key,
            out_trade_no=entry.out_trade_no,
            out_refund_no=entry.out_refund_no,
            fen=entry.fen,
            fee_fen=entry.fee_fen,
        )
        for key, entry in flow.carried.items()
    )


def _is_at_hand(bill: BillDay, folder: Path) -> bool:
    if bill.state == BillState.EMPTY.value:
        return True
    return bool(bill.sha1) and is_kept(folder / bill.file_name, sha1=bill.sha1)


def _reopen(bill: BillDay, *, actor: str) -> None:
    if bill.state in (BillState.MATCHED.value, BillState.DIFFERING.value):
        move(
            bill,
            BillState.FETCHED,
            transitions=BILL_TRANSITIONS,
            actor=actor,
            action="reconciliation.bill.fetched",
            reason="day_before_changed",
        )


@transaction.atomic
def _conclude(
    bill: BillDay,
    findings: Sequence[Finding],
    *,
    figures: Mapping[str, Any],
    now: datetime,
    actor: str,
) -> None:
    BillDay.objects.select_for_update().get(pk=bill.pk)
    differences_replace(bill=bill, findings=findings, now=now, actor=actor)
    changes = {**figures, "compared_at": now}
    if bill.state == BillState.EMPTY.value and not findings:
        BillDay.objects.filter(pk=bill.pk).update(**changes)
        bill.refresh_from_db()
        return
    to = BillState.DIFFERING if findings else BillState.MATCHED
    move(
        bill,
        to,
        transitions=BILL_TRANSITIONS,
        actor=actor,
        action=f"reconciliation.bill.{to.value}",
        changes=changes,
    )
