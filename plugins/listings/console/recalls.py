"""Recalls: which orders hold the goods, and how it ended."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString

from brand_theme.console.public import (
    ActionForm,
    Asked,
    Label,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    Table,
    Tone,
    actor_text,
    label,
    long_text_field,
    moment,
    object_url,
    register,
    staff_names,
)
from plugins.brand.public import Actor
from plugins.listings.models import Recall
from plugins.listings.permissions import END_RECALL
from plugins.listings.selectors.recalls import affected_orders
from plugins.listings.services.recall import recall_close

OPEN, CLOSED = Label("召回中", Tone.BAD), Label("已办结", Tone.GOOD)


class FindingsForm(ActionForm):
    findings = long_text_field("查明情况与处理结果", max_length=400)


class ClosedFilter(admin.SimpleListFilter):
    title = "办结"
    parameter_name = "closed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "召回中"), ("yes", "已办结")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.value():
            return queryset
        return queryset.filter(closed_at__isnull=self.value() == "no")


def _close(asked: Asked) -> str:
    recall_close(
        actor=Actor.of(asked.user),
        recall_id=asked.obj.pk,
        findings=asked.data["findings"],
        now=asked.now,
    )
    return "召回已办结。商品仍停售，需要时到商品页恢复销售。"


@register(Recall, name="召回", fields={"opened_at": "发起时间"})
class RecallAdmin(ReadOnlyModelAdmin):
    list_display = ("goods", "enterprise", "days", "batch_shown", "why", "standing")
    list_select_related = ("listing__product", "listing__enterprise")
    list_filter = (ClosedFilter,)
    object_actions = (
        ObjectAction(
            name="close",
            title="办结",
            icon="task_alt",
            permission=END_RECALL,
            perform=_close,
            form=FindingsForm,
            available=lambda obj: obj.closed_at is None,
        ),
    )

    @admin.display(description="商品")
    def goods(self, obj: Recall) -> str:
        return obj.listing.product.name if obj.listing.product else f"商品 {obj.listing_id}"

    @admin.display(description="企业")
    def enterprise(self, obj: Recall) -> str:
        return obj.listing.enterprise.brand_name

    @admin.display(description="下单日期")
    def days(self, obj: Recall) -> str:
        return f"{obj.ordered_from} 至 {obj.ordered_until}"

    @admin.display(description="批次")
    def batch_shown(self, obj: Recall) -> str:
        return obj.batch or "—"

    @admin.display(description="原因")
    def why(self, obj: Recall) -> str:
        return obj.reason

    @admin.display(description="状态")
    def standing(self, obj: Recall) -> SafeString:
        return label(OPEN if obj.closed_at is None else CLOSED)

    def heading(self, obj: Recall) -> str:
        return f"召回 {self.goods(obj)}"

    def label(self, obj: Recall) -> Label:
        return OPEN if obj.closed_at is None else CLOSED

    def panels(self, obj: Recall) -> list[Panel]:
        orders = affected_orders(obj)
        rows = [
            (
                each.number,
                moment(each.placed_at),
                each.sku,
                each.quantity,
                ORDER_STATES.get(each.state, each.state),
            )
            for each in orders
        ]
        facts = [
            ("商品", self.goods(obj)),
            ("规格", obj.variant.sku if obj.variant else "全部规格"),
            ("批次", obj.batch),
            ("下单日期", self.days(obj)),
            ("原因", obj.reason),
            ("发起", f"{moment(obj.opened_at)} · {_who(obj.opened_by)}"),
            ("办结于", moment(obj.closed_at) if obj.closed_at else ""),
            ("查明情况", obj.findings),
        ]
        count = sum(each.quantity for each in orders)
        return [
            Panel("情况", facts=facts, url=object_url(obj.listing)),
            Panel(
                f"受影响的订单（{len({each.order_id for each in orders})} 单 {count} 件）",
                table=Table(("订单", "下单于", "货号", "件数", "订单状态"), rows),
                advice="订单上没有批次：这些天卖出的都可能是。请逐单联系买家停用并退回。",
            ),
        ]


ORDER_STATES = {"awaiting_payment": "待付款", "paid": "已付款", "refunded": "已退款"}


def _who(actor: str) -> str:
    return actor_text(actor, staff_names([actor]))
