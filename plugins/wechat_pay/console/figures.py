"""Refunds and notifications that wait for a person, and refunds by day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from brand_theme.console.public import Chart, Drawing, Measure, Queue, Series, measured
from plugins.kernel.money import from_fen
from plugins.wechat_pay.models import NotificationEvent, WechatRefund
from plugins.wechat_pay.states import EventOutcome, RefundState

DAYS = 14


def _refunds_needing_a_person(_now: datetime) -> Measure:
    return measured(WechatRefund.objects.needing_a_person(), "created_at")


def _refused_notifications(_now: datetime) -> Measure:
    refused = NotificationEvent.objects.filter(outcome=EventOutcome.REFUSED.value)
    return measured(refused, "received_at")


def refunds_by_day(now: datetime) -> Drawing:
    """Draw what went back each day through WeChat."""
    today = timezone.localdate(now)
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    rows = (
        WechatRefund.objects.filter(
            state=RefundState.SUCCEEDED.value, finished_at__gte=now - timedelta(days=DAYS + 1)
        )
        .annotate(day=TruncDate("finished_at"))
        .values("day")
        .annotate(total=Sum("fen"), count=Count("pk"))
        .order_by("day")
    )
    by_day = {row["day"]: row for row in rows}
    back = [by_day.get(day, {}).get("total") or 0 for day in days]
    count = sum(by_day.get(day, {}).get("count", 0) for day in days)
    return Drawing(
        labels=[f"{day:%m-%d}" for day in days],
        series=[Series("退款", [float(from_fen(fen)) for fen in back], "wheat")],
        summary=f"{DAYS} 天共 {count} 笔，¥{from_fen(sum(back)):,}",
    )


QUEUES = (
    Queue(
        title="微信退款要处理",
        hint="异常、关闭或未受理：每一笔都写着怎么办。",
        icon="currency_exchange",
        model=WechatRefund,
        query="person=needed",
        measure=_refunds_needing_a_person,
        within=timedelta(days=1),
    ),
    Queue(
        title="与账不符的通知",
        hint="微信说的和本店的账对不上，请核对并报技术人员。",
        icon="notification_important",
        model=NotificationEvent,
        query="outcome=refused",
        measure=_refused_notifications,
    ),
)
CHARTS = (Chart("每日退款", "bar", WechatRefund, refunds_by_day, unit="元"),)
