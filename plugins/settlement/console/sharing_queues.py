"""What of profit sharing waits for finance."""

from __future__ import annotations

from datetime import datetime, timedelta

from brand_theme.console.public import Measure, Queue, measured
from plugins.settlement.console.sharing import troubled
from plugins.settlement.console.texts import MANAGE
from plugins.settlement.models import ShareBill, ShareReceiver, Sharing
from plugins.settlement.states import ReceiverState


def _sharing_trouble(now: datetime) -> Measure:
    return measured(troubled(Sharing.objects.all(), now=now), "planned_at")


def _differing(_now: datetime) -> Measure:
    return measured(ShareBill.objects.filter(differences__isnull=False).distinct(), "compared_at")


def _refused_receivers(_now: datetime) -> Measure:
    refused = ShareReceiver.objects.filter(state=ReceiverState.REFUSED.value)
    return measured(refused, "finished_at")


SHARING_QUEUES = (
    Queue(
        title="分账异常",
        hint="看原因；欠企业的款随结算单由银行转出。",
        icon="call_split",
        model=Sharing,
        query="trouble=yes",
        measure=_sharing_trouble,
        within=timedelta(days=2),
        permission=MANAGE,
    ),
    Queue(
        title="分账账单不符",
        hint="按单号到商户平台核对，再重新核对。",
        icon="rule",
        model=ShareBill,
        measure=_differing,
        within=timedelta(days=1),
        permission=MANAGE,
    ),
    Queue(
        title="分账接收方登记被拒",
        hint="核对商户号与企业全称后重新登记。",
        icon="person_off",
        model=ShareReceiver,
        query="state=refused",
        measure=_refused_receivers,
        within=timedelta(days=3),
        permission=MANAGE,
    ),
)
