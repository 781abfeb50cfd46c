"""How late goods of a class may leave: looked at and set."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from brand_theme.console.public import (
    Asked,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    ReasonForm,
    choice_field,
    number_field,
    register,
)
from plugins.brand.public import Actor, GoodsClass
from plugins.listings.models import ShippingBounds
from plugins.listings.permissions import SET_BOUNDS
from plugins.listings.rules.promise import MOST_HOURS, ShipBounds
from plugins.listings.services.bounds_set import bounds_set

ALL = "其他品类"


def _classes() -> list[tuple[str, str]]:
    return [("", ALL), *GoodsClass.objects.values_list("slug", "name")]


class BoundsForm(ReasonForm):
    """Bounds of a class of goods, in hours after payment."""

    goods_class = choice_field("品类", _classes, required=False)
    default = number_field("默认（小时）", min_value=1, max_value=MOST_HOURS, initial=48)
    shortest = number_field("最短（小时）", min_value=1, max_value=MOST_HOURS, initial=4)
    longest = number_field(
        "最长（小时）",
        min_value=1,
        max_value=MOST_HOURS,
        initial=MOST_HOURS,
        help_text="15 天是 360 小时。",
    )
    field_order = ("goods_class", "default", "shortest", "longest", "reason")


def _set(asked: Asked) -> str:
    bounds_set(
        goods_class=asked.data["goods_class"],
        bounds=ShipBounds(
            default=asked.data["default"],
            shortest=asked.data["shortest"],
            longest=asked.data["longest"],
        ),
        reason=asked.data["reason"],
        actor=Actor.of(asked.user),
    )
    return "已设置，此后的新订单按它算；已下的订单不变。"


@register(ShippingBounds, name="发货时限")
class ShippingBoundsAdmin(ReadOnlyModelAdmin):
    """Within which bounds enterprises promise to ship."""

    ordering = ("goods_class",)
    list_display = ("goods", "default_shown", "span")
    list_actions = (
        ObjectAction(
            name="set",
            title="设置时限",
            icon="schedule",
            permission=SET_BOUNDS,
            form=BoundsForm,
            perform=_set,
            warning=lambda obj: "企业没有填写的商品用默认值；超出新范围的承诺随即按范围收紧。",
            confirm="设置",
        ),
    )

    def get_queryset(self, request: Any) -> Any:
        self.names = dict(GoodsClass.objects.values_list("slug", "name"))
        return super().get_queryset(request)

    @admin.display(description="品类", ordering="goods_class")
    def goods(self, obj: ShippingBounds) -> str:
        return self.names.get(obj.goods_class, obj.goods_class) or ALL

    @admin.display(description="默认", ordering="default_hours")
    def default_shown(self, obj: ShippingBounds) -> str:
        return f"付款后 {obj.default_hours} 小时"

    @admin.display(description="企业可填")
    def span(self, obj: ShippingBounds) -> str:
        return f"{obj.shortest_hours} 至 {obj.longest_hours} 小时"

    def heading(self, obj: ShippingBounds) -> str:
        return f"发货时限：{self.goods(obj)}"

    def panels(self, obj: ShippingBounds) -> list[Panel]:
        facts = [("默认", self.default_shown(obj)), ("企业可填", self.span(obj))]
        return [Panel("时限", facts=facts)]
