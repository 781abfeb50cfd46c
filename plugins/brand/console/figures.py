"""What waits for the brand office, and how its work goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from brand_theme.console.public import Chart, Drawing, Measure, Queue, Series, measured
from plugins.brand.actors import Role
from plugins.brand.console.enterprises import unverified, with_papers_ending
from plugins.brand.console.texts import LICENCE_STATES
from plugins.brand.models import Enterprise, Licence, MisuseReport, Objection
from plugins.brand.selectors.queue import waiting_for
from plugins.brand.states import MisuseState, ObjectionState

MONTHS = 12


def _at_desk(desk: str, since: str = "state_since") -> Callable[[datetime], Measure]:
    return lambda now: measured(Licence.objects.filter(waiting_for(desk, now=now)), since)


def _desk(
    desk: str,
    title: str,
    hint: str,
    icon: str,
    permission: str,
    *,
    days: int | None = None,
    since: str = "state_since",
) -> Queue:
    return Queue(
        title=title,
        hint=hint,
        icon=icon,
        model=Licence,
        query=f"desk={desk}",
        measure=_at_desk(desk, since),
        within=timedelta(days=days) if days else None,
        permission=permission,
    )


def _objections(_now: datetime) -> Measure:
    return measured(Objection.objects.filter(state=ObjectionState.OPEN.value), "filed_at")


def _unverified(now: datetime) -> Measure:
    return Measure(count=unverified(Enterprise.objects.all(), now=now).count())


def _papers(now: datetime) -> Measure:
    return Measure(count=with_papers_ending(Enterprise.objects.all(), now=now).count())


def _misuse(_now: datetime) -> Measure:
    waiting = (MisuseState.RECEIVED.value, MisuseState.INVESTIGATING.value)
    return measured(MisuseReport.objects.filter(state__in=waiting), "reported_at")


def licences_by_state(_now: datetime) -> Drawing:
    """Draw how many cases stand where."""
    counts = dict(Licence.objects.order_by().values_list("state").annotate(count=Count("pk")))
    shown = [state for state in LICENCE_STATES if counts.get(state)]
    return Drawing(
        labels=[LICENCE_STATES[state].text for state in shown],
        series=[Series("件", [counts[state] for state in shown], "malachite")],
        summary=f"共 {sum(counts.values())} 件，授权中 {counts.get('licensed', 0)} 件",
    )


def applications_by_month(now: datetime) -> Drawing:
    """Draw the applications of each of the last twelve months."""
    today = timezone.localdate(now)
    count = today.year * 12 + today.month - 1
    months = [divmod(count - back, 12) for back in reversed(range(MONTHS))]
    rows = (
        Licence.objects.filter(applied_at__gte=now - timedelta(days=366))
        .annotate(month=TruncMonth("applied_at"))
        .order_by("month")
        .values_list("month")
        .annotate(count=Count("pk"))
    )
    by_month = {(month.year, month.month - 1): found for month, found in rows}
    values = [by_month.get(month, 0) for month in months]
    return Drawing(
        labels=[f"{year % 100}-{month + 1:02d}" for year, month in months],
        series=[Series("申请", values, "copper")],
        summary=f"{MONTHS} 个月共 {sum(values)} 件",
    )


QUEUES = (
    _desk("check", "待形式审查", "核对材料，一次告知。", "fact_check", Role.CHECK, days=5),
    _desk(
        "inspection", "待现场核查", "到现场或抽样，记录归档。", "location_on", Role.CHECK, days=15
    ),
    _desk("review", "待专家评审", "评分，有利害关系的回避。", "rate_review", Role.REVIEW, days=10),
    _desk("publish", "评审完成，待公示", "评分已够，发布公示。", "campaign", Role.CHECK, days=3),
    _desk(
        "approval",
        "公示期满，待决定",
        "异议处理完，批准或不予授权。",
        "gavel",
        Role.APPROVE,
        days=3,
        since="state_due",
    ),
    _desk("agreement", "待签协议", "签订并登记授权协议。", "contract", Role.APPROVE, days=10),
    _desk("certificate", "待发证", "颁发证书。", "workspace_premium", Role.APPROVE, days=3),
    _desk(
        "correction_over",
        "补正超期",
        "企业没有按期补正，可以不予授权。",
        "timer_off",
        Role.APPROVE,
        since="state_due",
    ),
    _desk("rectify_soon", "整改将到期", "检查整改，恢复或暂停。", "build", Role.SUPERVISE),
    _desk("renewal", "证书将到期", "年审，续展或责令整改。", "autorenew", Role.APPROVE),
    Queue(
        title="异议待处理",
        hint="逐件查清，写明理由。",
        icon="forum",
        model=Objection,
        query="state=open",
        measure=_objections,
        within=timedelta(days=5),
        permission=Role.CHECK,
    ),
    Queue(
        title="企业待核验",
        hint="每六个月核验一次，过期停售。",
        icon="domain_verification",
        model=Enterprise,
        query="standing=unverified",
        measure=_unverified,
        permission=Role.MANAGE_ENTERPRISES,
    ),
    Queue(
        title="材料将到期",
        hint="30 天内到期的许可、报告、商标和文件。",
        icon="event_upcoming",
        model=Enterprise,
        query="standing=papers",
        measure=_papers,
        permission=Role.MANAGE_ENTERPRISES,
    ),
    Queue(
        title="冒用举报",
        hint="核查属实的，发警告函。",
        icon="report",
        model=MisuseReport,
        query="desk=open",
        measure=_misuse,
        within=timedelta(days=7),
        permission=Role.HANDLE_MISUSE,
    ),
)
CHARTS = (
    Chart("授权：各环节", "bar", Licence, licences_by_state, unit="件"),
    Chart("每月申请", "bar", Licence, applications_by_month, unit="件"),
)
