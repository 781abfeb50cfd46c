"""Formula versions: looked at, and followed by new ones."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.forms import BoundField

from brand_theme.console.public import (
    ActionForm,
    Asked,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    Table,
    choice_field,
    date_field,
    decimal_field,
    long_text_field,
    moment,
    number_field,
    register,
)
from plugins.brand.public import Actor
from plugins.credit.models import FormulaVersion
from plugins.credit.permissions import DEFINE
from plugins.credit.rules.periods import LENGTHS
from plugins.credit.rules.wording import formula_sentences, plain
from plugins.credit.services.formula_define import FormulaTerms, formula_define
from plugins.kernel.credit_facts import fact_sources


class FormulaForm(ActionForm):
    """A version for periods to come; it begins with what holds now."""

    since = date_field("生效日期", help_text="今天以后某一期的第一天；已开始的一期不受影响。")
    period_months = choice_field(
        "每期", [(str(months), f"{months} 个月") for months in LENGTHS], initial="1"
    )
    window_months = number_field("回看月数", min_value=1, max_value=36)
    prior_rate = decimal_field("起始比率", max_value=Decimal(1), decimal_places=2)
    prior_strength = decimal_field("起始次数", max_digits=5, decimal_places=1)
    deduction = decimal_field("每次扣减", max_value=Decimal(1), decimal_places=2)
    minimum_facts = number_field("最少事实", help_text="不足这么多次的，暂无评分。")
    appeal_working_days = number_field("申诉期（工作日）", min_value=1)
    reason = long_text_field("为什么这样定", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = FormulaVersion.objects.first()
        for slug, source in fact_sources().items():
            weight = present.weights.get(slug, "0") if present else "0"
            self.fields[f"weight_{slug}"] = decimal_field(
                f"权重：{source.name[0]}", max_digits=5, decimal_places=1, initial=weight
            )
        if present:
            for name in self.fields.keys() & {field.name for field in present._meta.fields}:
                if name not in ("since", "reason"):
                    self.fields[name].initial = getattr(present, name)

    def shown_fields(self) -> list[BoundField]:
        """Weights first: they are what people argue about."""
        shown = super().shown_fields()
        return sorted(shown, key=lambda field: not field.name.startswith(("since", "weight_")))


def _define(asked: Asked) -> str:
    data = asked.data
    version = formula_define(
        terms=FormulaTerms(
            since=data["since"],
            period_months=int(data["period_months"]),
            window_months=data["window_months"],
            weights={
                name.removeprefix("weight_"): value
                for name, value in data.items()
                if name.startswith("weight_")
            },
            prior_rate=data["prior_rate"],
            prior_strength=data["prior_strength"],
            deduction=data["deduction"],
            minimum_facts=data["minimum_facts"],
            appeal_working_days=data["appeal_working_days"],
            reason=data["reason"],
        ),
        actor=Actor.of(asked.user),
        now=asked.now,
    )
    return f"新的评分办法自 {version.since} 起的评分期适用。"


DEFINE_ACTION = ObjectAction(
    name="define",
    title="制定新版本",
    icon="edit_calendar",
    permission=DEFINE,
    form=FormulaForm,
    perform=_define,
    warning=lambda obj: "已公布的评分和已开始的评分期不受影响；企业和公众会看到新的办法。",
    confirm="制定",
)


@register(FormulaVersion, name="评分办法")
class FormulaVersionAdmin(ReadOnlyModelAdmin):
    """How scores are made; a new version follows, none is changed."""

    ordering = ("-since",)
    list_display = ("since_shown", "weights_shown", "facts", "set_at_shown")
    list_actions = (DEFINE_ACTION,)

    @admin.display(description="生效日期", ordering="since")
    def since_shown(self, obj: FormulaVersion) -> str:
        return str(obj.since)

    @admin.display(description="权重")
    def weights_shown(self, obj: FormulaVersion) -> str:
        sources = fact_sources()
        names = {slug: source.name[0] for slug, source in sources.items()}
        return "、".join(
            f"{names.get(slug, slug)} {plain(Decimal(weight))}"
            for slug, weight in obj.weights.items()
        )

    @admin.display(description="最少事实", ordering="minimum_facts")
    def facts(self, obj: FormulaVersion) -> str:
        return f"{obj.minimum_facts} 次"

    @admin.display(description="制定于", ordering="set_at")
    def set_at_shown(self, obj: FormulaVersion) -> str:
        return moment(obj.set_at)

    def heading(self, obj: FormulaVersion) -> str:
        return f"自 {obj.since} 起的评分办法"

    def panels(self, obj: FormulaVersion) -> list[Panel]:
        sources = fact_sources()
        rows = [
            (
                sources[slug].name[0] if slug in sources else slug,
                plain(Decimal(weight)),
                sources[slug].explained[0] if slug in sources else "",
            )
            for slug, weight in obj.weights.items()
        ]
        sentences = formula_sentences(obj.formula, window_months=obj.window_months)
        facts = [
            ("每期", f"{obj.period_months} 个月"),
            ("申诉期", f"公布后 {obj.appeal_working_days} 个工作日"),
            ("原因", obj.reason),
            *((f"算法 {number}", text) for number, text in enumerate(sentences, start=1)),
        ]
        return [
            Panel("权重", table=Table(("事实", "权重", "怎样计"), rows)),
            Panel("办法", facts=facts),
        ]
