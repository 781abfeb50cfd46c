"""What of credit waits for people, and how scores are distributed."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from brand_theme.console.public import Chart, Drawing, EnterpriseCard, Measure, Queue, Series
from plugins.brand.public import midnight_after
from plugins.credit.models import Appeal, CreditScore
from plugins.credit.permissions import DECIDE
from plugins.credit.rules.wording import NO_SCORE, plain
from plugins.credit.selectors.scores import appeal_last_days, counting, facts_of, newest_score
from plugins.credit.states import AppealState
from plugins.marketplace.public import NotAMember, Role, acting

STEPS = tuple(Decimal(half) / 2 for half in range(11))
#: Working days to decide come to about this; the list shows each appeal's own last day.
WITHIN = timedelta(days=14)


def _open(now: datetime) -> Measure:
    waiting = Appeal.objects.filter(state=AppealState.OPEN.value).order_by("decide_by", "pk")
    days = list(waiting.values_list("decide_by", flat=True))
    # The card's own deadline is the earliest last day, whatever its age.
    oldest = midnight_after(days[0]) - WITHIN if days else None
    return Measure(count=len(days), oldest=min(oldest, now) if oldest else None)


QUEUES = (
    Queue(
        title="信用申诉待处理",
        hint="核对事实和证据，成立的自动更正评分。",
        icon="balance",
        model=Appeal,
        query="state=open",
        measure=_open,
        within=WITHIN,
        permission=DECIDE,
    ),
)


def distribution(_now: datetime) -> Drawing:
    """Draw how many enterprises have how many stars in the latest period, in two queries."""
    latest = CreditScore.objects.order_by("-starts_on").values_list("starts_on", flat=True).first()
    if latest is None:
        return Drawing(labels=[], series=[Series("企业", [], "copper")], summary="还没有公布过评分")
    rows = counting().filter(starts_on=latest).order_by().values_list("stars")
    counts = dict(rows.annotate(count=Count("pk")))
    return Drawing(
        labels=[*(f"{plain(step)} 星" for step in STEPS), NO_SCORE],
        series=[
            Series(
                "企业", [*(counts.get(step, 0) for step in STEPS), counts.get(None, 0)], "copper"
            )
        ],
        summary=f"{latest:%Y-%m} 期，共 {sum(counts.values())} 家",
    )


CHARTS = (Chart("信用：星级分布", "bar", CreditScore, distribution, unit="家"),)


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    """Facts that can still be appealed against, with the last day to do so."""
    try:
        actor = acting(request)
    except NotAMember:
        return []
    if not actor.may(Role.OWNER):
        return []
    score = newest_score(enterprise_id=actor.enterprise_id)
    if score is None:
        return []
    facts = list(facts_of(score).filter(appeal__isnull=True))
    today = timezone.localdate()
    last_days = [day for day in appeal_last_days(facts).values() if day >= today]
    if not last_days:
        return []
    first = min(last_days)
    return [
        EnterpriseCard(
            "信用扣分可申诉",
            f"最早的一条 {first:%m-%d} 截止，过期不能再申诉。",
            "balance",
            reverse("enterprise:credit"),
            len(last_days),
            first - today <= timedelta(days=3),
        )
    ]
