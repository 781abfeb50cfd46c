"""Scores as the brand office reads them: found, distributed, explained fact by fact."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.html import format_html

from brand_theme.console.public import (
    EnterprisePart,
    Label,
    Panel,
    ReadOnlyModelAdmin,
    Table,
    drawn,
    label,
    moment,
    object_url,
    register,
)
from plugins.credit.console.cards import STEPS, distribution
from plugins.credit.console.texts import APPEALS, score_label
from plugins.credit.models import CreditScore, Fact
from plugins.credit.rules.wording import NO_SCORE, plain
from plugins.credit.selectors.scores import (
    ScoreShown,
    counting,
    facts_of,
    newest_score,
    revisions_of,
    score_shown,
    trend_of,
)
from plugins.kernel.credit_facts import fact_sources

NONE = "none"
LISTED = 200


class PeriodFilter(admin.SimpleListFilter):
    title = "评分期"
    parameter_name = "period"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        days = CreditScore.objects.order_by("-starts_on").values_list("starts_on", flat=True)
        return [(day.isoformat(), f"{day:%Y-%m}") for day in days.distinct()[:24]]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        known = {value for value, _ in self.lookup_choices}
        return queryset.filter(starts_on=self.value()) if self.value() in known else queryset


class StarsFilter(admin.SimpleListFilter):
    title = "星级"
    parameter_name = "stars"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((str(step), f"{plain(step)} 星") for step in reversed(STEPS)), (NONE, NO_SCORE)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == NONE:
            return queryset.filter(stars__isnull=True)
        known = {str(step) for step in STEPS}
        return queryset.filter(stars=self.value()) if self.value() in known else queryset


@register(CreditScore, name="信用评分", fields={"enterprise": "企业"})
class CreditScoreAdmin(ReadOnlyModelAdmin):
    """What counts of each period; corrections are told on a score's page."""

    list_before_template = "credit/_distribution.html"
    ordering = ("-starts_on", "-value", "enterprise_id")
    list_display = (
        "enterprise_shown",
        "period",
        "stars_shown",
        "value_shown",
        "facts_shown",
        "published",
    )
    list_select_related = ("enterprise",)
    list_filter = (PeriodFilter, StarsFilter)
    list_filter_submit = True
    search_fields = ("enterprise__name", "enterprise__brand_name")
    search_help_text = "企业名称或品牌"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(pk__in=counting().values("pk"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        chart = None  # axes without a bar tell nobody anything
        if counting().exists():
            chart = drawn("星级分布", "bar", distribution(timezone.now()), unit="家")
        return super().changelist_view(request, {"chart": chart, **(extra_context or {})})

    @admin.display(description="企业", ordering="enterprise__name")
    def enterprise_shown(self, obj: CreditScore) -> str:
        return obj.enterprise.name

    @admin.display(description="评分期", ordering="starts_on")
    def period(self, obj: CreditScore) -> str:
        return obj.span.name

    @admin.display(description="星级", ordering="stars")
    def stars_shown(self, obj: CreditScore) -> Any:
        return label(score_label(obj))

    @admin.display(description="分数", ordering="value")
    def value_shown(self, obj: CreditScore) -> str:
        return "—" if obj.value is None else plain(obj.value)

    @admin.display(description="事实", ordering="facts_count")
    def facts_shown(self, obj: CreditScore) -> str:
        return f"{obj.facts_count} 次"

    @admin.display(description="公布", ordering="published_at")
    def published(self, obj: CreditScore) -> str:
        return moment(obj.published_at) + (f"（第 {obj.revision} 版）" if obj.revision > 1 else "")

    def heading(self, obj: CreditScore) -> str:
        return f"{obj.enterprise.name} {obj.span.name}"

    def label(self, obj: CreditScore) -> Label:
        return score_label(obj)

    def subjects(self, obj: CreditScore) -> list[Any]:
        return list(revisions_of(enterprise_id=obj.enterprise_id, starts_on=obj.starts_on))

    def panels(self, obj: CreditScore) -> list[Panel]:
        shown = score_shown(obj)
        facts = list(facts_of(obj)[:LISTED])
        return [_sums(obj, shown), facts_panel(facts), _revisions(obj)]


def _sums(obj: CreditScore, shown: ScoreShown) -> Panel:
    rows = [
        (part.name, part.weight, part.counted, part.sum, part.rate, part.points)
        for part in shown.parts
    ]
    facts = [
        (
            "企业",
            format_html('<a href="{}">{}</a>', object_url(obj.enterprise), obj.enterprise.name),
        ),
        ("看的事实", f"{shown.window_from} 至 {obj.ends_on}，共 {obj.facts_count} 次"),
        ("分数", shown.value or NO_SCORE),
        (
            "评分办法",
            format_html('<a href="{}">自 {} 起</a>', object_url(obj.formula), obj.formula.since),
        ),
        ("申诉截止", str(obj.appeal_until)),
        ("更正原因", obj.reason),
    ]
    return Panel(
        "怎样算出来的",
        facts=[fact for fact in facts if fact[1]],
        table=Table(("事实", "权重", "次数", "算式", "比率", "得分"), rows),
    )


def facts_panel(facts: list[Fact]) -> Panel:
    """List facts against an enterprise with links to what they are about."""
    sources = fact_sources()
    rows = [
        (
            moment(fact.at),
            sources[fact.source].name[0] if fact.source in sources else fact.source,
            fact_link(fact),
            label(APPEALS[fact.appeal.state]) if hasattr(fact, "appeal") else "",
        )
        for fact in facts
    ]
    advice = "" if rows else "这段时间没有对该企业不利的事实。"
    return Panel("计入的事实", table=Table(("时间", "类别", "事实", "申诉"), rows), advice=advice)


def fact_link(fact: Fact) -> Any:
    """Link to the object that a fact is about, where the console has a page for it."""
    try:
        instance = apps.get_model(fact.object_type)(pk=fact.object_id)
        return format_html('<a href="{}">{}</a>', object_url(instance), fact.title)
    except (LookupError, NoReverseMatch):
        return fact.title  # told by a capability that shows staff no such page


def _revisions(obj: CreditScore) -> Panel:
    rows = [
        (
            f"第 {each.revision} 版",
            "—" if each.value is None else plain(each.value),
            label(score_label(each)),
            moment(each.published_at),
            each.reason,
        )
        for each in revisions_of(enterprise_id=obj.enterprise_id, starts_on=obj.starts_on)
    ]
    return Panel("公布与更正", table=Table(("版次", "分数", "星级", "时间", "原因"), rows))


def enterprise_part(enterprise_id: int) -> EnterprisePart | None:
    """Return the newest score for the enterprise's file."""
    score = newest_score(enterprise_id=enterprise_id)
    if score is None:
        return None
    rows = [
        (each.span.name, "—" if each.value is None else plain(each.value), label(score_label(each)))
        for each in reversed(trend_of(enterprise_id=enterprise_id)[-12:])
    ]
    panel = Panel(
        "信用",
        table=Table(("评分期", "分数", "星级"), rows),
        label=score_label(score),
        url=object_url(score),
    )
    return EnterprisePart(model=CreditScore, panels=[panel])
