"""Commission rates: looked at, and followed by new ones."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import DecimalField
from django.http import HttpRequest

from brand_theme.console.public import (
    ActionForm,
    Asked,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    choice_field,
    date_field,
    moment,
    register,
)
from plugins.brand.public import GoodsClass
from plugins.settlement.console.texts import MANAGE
from plugins.settlement.models import CommissionRate
from plugins.settlement.services.rate_set import rate_set

ALL = "全部品类"


def _classes() -> list[tuple[str, str]]:
    return [("", ALL), *GoodsClass.objects.values_list("slug", "name")]


class RateForm(ActionForm):
    """A rate that begins today or later."""

    goods_class = choice_field("品类", _classes, required=False)
    since = date_field("生效日期", help_text="不早于今天；此前付款的订单仍按原比例。")
    percent = DecimalField(
        label="比例（%）",
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
    )


def _set(asked: Asked) -> str:
    rate_set(
        goods_class=asked.data["goods_class"],
        since=asked.data["since"],
        basis_points=int(asked.data["percent"] * 100),
        actor=asked.actor,
        now=asked.now,
    )
    return "新的佣金比例已设置。"


@register(CommissionRate, name="佣金比例")
class CommissionRateAdmin(ReadOnlyModelAdmin):
    """What the platform keeps of a sale; a new rate follows, none is changed."""

    ordering = ("goods_class", "-since")
    list_display = ("goods", "since_shown", "percent", "set_at_shown")
    # Above the list: a new rate is no change of one that is there.
    list_actions = (
        ObjectAction(
            name="set",
            title="设置新比例",
            icon="percent",
            permission=MANAGE,
            form=RateForm,
            perform=_set,
            confirm="设置",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[CommissionRate]:
        named = GoodsClass.objects.filter(slug=OuterRef("goods_class")).values("name")[:1]
        return super().get_queryset(request).annotate(class_name=Subquery(named))

    @admin.display(description="品类", ordering="goods_class")
    def goods(self, obj: CommissionRate) -> str:
        """The class in words; one that the office has renamed away by its slug."""
        return getattr(obj, "class_name", None) or obj.goods_class or ALL

    @admin.display(description="生效日期", ordering="since")
    def since_shown(self, obj: CommissionRate) -> Any:
        return obj.since

    @admin.display(description="比例", ordering="basis_points")
    def percent(self, obj: CommissionRate) -> str:
        return f"{obj.basis_points / 100:.2f}%"

    @admin.display(description="设置于", ordering="set_at")
    def set_at_shown(self, obj: CommissionRate) -> str:
        return moment(obj.set_at)

    def heading(self, obj: CommissionRate) -> str:
        return f"{self.goods(obj)} {self.percent(obj)} 自 {obj.since}"

    def panels(self, obj: CommissionRate) -> list[Panel]:
        facts = [("品类", self.goods(obj)), ("比例", self.percent(obj)), ("生效", str(obj.since))]
        return [Panel("佣金", facts=facts)]
