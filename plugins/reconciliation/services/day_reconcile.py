"""Reconcile one day: fetch both bills, prove them, compare, list differences."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from plugins.kernel.transitions import move
from plugins.reconciliation import rules
from plugins.reconciliation.bill_store import lines_of
from plugins.reconciliation.errors import DayNotOver
from plugins.reconciliation.gateway import BillGateway
from plugins.reconciliation.models import BillDay
from plugins.reconciliation.rules import DifferenceKind, Finding
from plugins.reconciliation.services.bill_fetch import bill_fetch
from plugins.reconciliation.services.differences_replace import differences_replace
from plugins.reconciliation.services.trade_match import trade_match
from plugins.reconciliation.states import BILL_TRANSITIONS, BillState
from plugins.wechat_pay.public import BillKind, read_fund_bill, read_trade_bill

SYSTEM = "system:reconciliation"
# Names of businesses in a fund-flow bill that a trade bill answers for.
_OF_TRADE = ("交易", "退款", "手续费")


def day_reconcile(
    *,
    day: date,
    gateway: BillGateway,
    folder: Path,
    now: datetime,
    actor: str = SYSTEM,
    refetch: bool = False,
) -> list[BillDay]:
    """Compare a Beijing day with WeChat's bills; safe to repeat at any time.

    Never called inside a transaction: it talks to WeChat.

    Raises:
        DayNotOver: the day has not ended in Beijing.
        GatewayError: WeChat did not give a bill, or one that is damaged. Nothing
            was compared that could not be proven; the sweep tries again.
    """
    if day >= now.astimezone(rules.BEIJING).date():
        raise DayNotOver(day=day.isoformat())
    trade, funds = (
        BillDay.objects.get_or_create(
            mchid=gateway.mchid, day=day, kind=kind.value, defaults={"try_after": now}
        )[0]
        for kind in (BillKind.TRADE, BillKind.FUNDS)
    )
    for bill in (trade, funds):
        bill_fetch(bill=bill, gateway=gateway, folder=folder, now=now, actor=actor, refetch=refetch)
    _compare_trade(trade, folder=folder, now=now, actor=actor)
    _compare_funds(funds, trade, folder=folder, now=now, actor=actor)
    return [trade, funds]


def _compare_trade(bill: BillDay, *, folder: Path, now: datetime, actor: str) -> None:
    is_empty = bill.state == BillState.EMPTY.value
    lines = iter(()) if is_empty else lines_of(folder / bill.file_name)
    rows = iter(()) if is_empty else read_trade_bill(lines)
    match = trade_match(rows=rows, mchid=bill.mchid, day=bill.day)
    _conclude(bill, match.findings, figures=asdict(match.totals), now=now, actor=actor)


def _compare_funds(
    bill: BillDay, trade: BillDay, *, folder: Path, now: datetime, actor: str
) -> None:
    rows = net = 0
    if bill.state != BillState.EMPTY.value:
        for row in read_fund_bill(lines_of(folder / bill.file_name)):
            rows += 1
            if any(name in row.business for name in _OF_TRADE):
                net += row.amount_fen if row.is_income else -row.amount_fen
    expected = trade.settled_fen - trade.refunds_fen - trade.fees_fen
    findings = []
    if net != expected:
        finding = Finding(
            kind=DifferenceKind.FUNDS_DIFFER,
            reference=bill.kind,
            ours_fen=expected,
            theirs_fen=net,
        )
        findings.append(finding)
    _conclude(bill, findings, figures={"rows": rows, "net_fen": net}, now=now, actor=actor)


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
