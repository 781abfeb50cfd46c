"""What of after-sales waits for a person of the platform."""

from __future__ import annotations

from datetime import datetime, timedelta

from brand_theme.console.public import Measure, Queue, measured
from plugins.after_sales.console.staff import ANSWER, ARBITRATE, REFUND
from plugins.after_sales.models import Case
from plugins.after_sales.selectors import SELLER_STATES
from plugins.after_sales.states import CaseState


def _arbitration(_now: datetime) -> Measure:
    waiting = Case.objects.filter(state=CaseState.ARBITRATION.value)
    return measured(waiting, "remind_at")


def _failed(_now: datetime) -> Measure:
    return measured(Case.objects.needing_a_person(), "requested_at")


def _near(now: datetime) -> Measure:
    return measured(Case.objects.near(now=now), "remind_at")


def _unowned(_now: datetime) -> Measure:
    waiting = Case.objects.filter(child_order=None, state__in=SELLER_STATES)
    return measured(waiting, "requested_at")


QUEUES = (
    Queue(
        title="售后待裁定",
        hint="看双方说明和图片，3 个工作日内裁定。",
        icon="gavel",
        model=Case,
        query="state=arbitration",
        measure=_arbitration,
        within=timedelta(days=1),
        permission=ARBITRATE,
    ),
    Queue(
        title="企业售后快超时",
        hint="联系企业尽快答复；逾期按同意处理。",
        icon="alarm",
        model=Case,
        query="waits=near",
        measure=_near,
        within=timedelta(hours=12),
        permission=ANSWER,
    ),
    Queue(
        title="平台自理的售后",
        hint="跨企业的旧单和整单运费，由客服答复。",
        icon="support_agent",
        model=Case,
        query="waits=platform",
        measure=_unowned,
        within=timedelta(hours=36),
        permission=ANSWER,
    ),
    Queue(
        title="售后退款异常",
        hint="看原因，重新退款或改退其他账户。",
        icon="currency_exchange",
        model=Case,
        query="waits=person",
        measure=_failed,
        within=timedelta(hours=4),
        permission=REFUND,
    ),
)
