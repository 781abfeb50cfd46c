"""Reconcile one day: fetch both bills, prove them, compare, list differences."""

from datetime import date, datetime
from pathlib import Path

from plugins.reconciliation import rules
from plugins.reconciliation.errors import DayNotOver
from plugins.reconciliation.gateway import BillGateway
from plugins.reconciliation.models import BillDay
from plugins.reconciliation.services.bill_fetch import bill_fetch
from plugins.reconciliation.services.bills_compare import bills_compare, bills_compare_later
from plugins.wechat_pay.public import BillKind

SYSTEM = "system:reconciliation"


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

    Later days that are compared already are compared again from their stored
    files where this day's result bears on them. Never called inside a
    transaction: it talks to WeChat.

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
    bills_compare(trade=trade, funds=funds, folder=folder, now=now, actor=actor)
    bills_compare_later(funds=funds, folder=folder, now=now, actor=actor)
    return [trade, funds]
