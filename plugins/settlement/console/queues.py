"""What of settlement waits for a person."""

from __future__ import annotations

from datetime import datetime, timedelta

from brand_theme.console.public import Measure, Queue, measured
from plugins.settlement.models import Period
from plugins.settlement.states import PeriodState


def _disputed(now: datetime) -> Measure:
    return measured(Period.objects.filter(state=PeriodState.DISPUTED.value), "closed_at")


def _to_pay(now: datetime) -> Measure:
    confirmed = Period.objects.filter(state=PeriodState.CONFIRMED.value, payout__isnull=False)
    return measured(confirmed, "confirmed_at")


PERIOD_QUEUES = (
    Queue(
        title="结算异议",
        hint="核对企业提出的单号与金额，答复或调整。",
        icon="gavel",
        model=Period,
        measure=_disputed,
        query="state=disputed",
        within=timedelta(days=3),
    ),
    Queue(
        title="待付结算款",
        hint="按结算单从对公账户付款，再登记银行流水号。",
        icon="account_balance",
        model=Period,
        measure=_to_pay,
        query="state=confirmed",
        within=timedelta(days=5),
    ),
)
