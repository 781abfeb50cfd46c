"""The office's side: every enterprise's orders, what is late, and the hub's work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from brand_theme.console.public import (
    Asked,
    DaysFilter,
    Hit,
    Measure,
    MenuEntry,
    ObjectAction,
    OrderPart,
    Panel,
    Queue,
    ReadOnlyModelAdmin,
    Role,
    Section,
    Table,
    fen,
    label,
    measured,
    moment,
    object_url,
    register,
    yuan,
)
from plugins.child_orders.console.label_form import LabelForm, way_of
from plugins.child_orders.console.texts import METHODS, STATES, label_of, masked_buyer, parcel_texts
from plugins.child_orders.models import ChildOrder, Side
from plugins.child_orders.selectors import late_child_orders, with_lines
from plugins.child_orders.services.child_hand_over import hub_collect
from plugins.child_orders.services.child_ship import hub_ship
from plugins.child_orders.states import ChildState
from plugins.shipments.public import shipped_parts

LOOK, HUB = "mall_child_orders.view_childorder", "mall_child_orders.change_childorder"
SIDES = {Side.BUYER.value: "买家", Side.ENTERPRISE.value: "企业"}


class LateFilter(admin.SimpleListFilter):
    title = "超时"
    parameter_name = "late"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "超时未发货")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.value():
            return queryset
        late = late_child_orders(now=timezone.now())
        return queryset.filter(pk__in=late.order_by().values("pk")).order_by("ship_by", "pk")


class PickUpFilter(admin.SimpleListFilter):
    title = "到买家手里"
    parameter_name = "pick_up"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "寄送"), ("yes", "自提")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(is_pick_up=self.value() == "yes") if self.value() else queryset


def _collect(asked: Asked) -> str:
    hub_collect(actor=asked.actor, number=asked.obj.number, now=asked.now)
    return "已揽收，由分拨中心发货。"


def _ship(asked: Asked) -> str:
    method, labels = way_of(asked.data)
    hub_ship(
        actor=asked.actor, number=asked.obj.number, labels=labels, method=method, now=asked.now
    )
    return "已发货。"


@register(ChildOrder, name="企业订单", fields={"number": "订单号", "paid_at": "付款时间"})
class ChildOrderAdmin(ReadOnlyModelAdmin):
    """What each enterprise owes its buyers, and what the city hub does for it."""

    states = STATES
    list_display = ("number", "enterprise_shown", "state_shown", "total", "paid", "deadline")
    list_select_related = ("enterprise",)
    list_filter = (LateFilter, PickUpFilter, ("paid_at", DaysFilter))
    list_filter_submit = True
    search_fields = ("^number", "enterprise__brand_name")
    search_help_text = "订单号或企业名"
    object_actions = (
        ObjectAction(
            name="collect",
            title="揽收",
            icon="inventory_2",
            permission=HUB,
            perform=_collect,
            available=lambda obj: obj.state == ChildState.READY.value and not obj.is_pick_up,
            warning=lambda obj: "确认分拨中心已从企业取走；此后企业不能再撤回。",
            confirm="已揽收",
        ),
        ObjectAction(
            name="ship",
            title="分拨发货",
            icon="local_shipping",
            permission=HUB,
            form=LabelForm,
            perform=_ship,
            available=lambda obj: obj.state == ChildState.COLLECTED.value,
            confirm="发货",
        ),
    )

    @admin.display(description="状态", ordering="state")
    def state_shown(self, obj: ChildOrder) -> Any:
        return label(label_of(obj))

    @admin.display(description="企业", ordering="enterprise__brand_name")
    def enterprise_shown(self, obj: ChildOrder) -> str:
        return obj.enterprise.brand_name

    @admin.display(description="金额", ordering="goods_fen")
    def total(self, obj: ChildOrder) -> Any:
        return fen(obj.total_fen)

    @admin.display(description="付款", ordering="paid_at")
    def paid(self, obj: ChildOrder) -> str:
        return moment(obj.paid_at)

    @admin.display(description="发货期限", ordering="ship_by")
    def deadline(self, obj: ChildOrder) -> str:
        return moment(obj.ship_by)

    def heading(self, obj: ChildOrder) -> str:
        return obj.number

    def panels(self, obj: ChildOrder) -> list[Panel]:
        child = with_lines(ChildOrder.objects.filter(pk=obj.pk)).get()
        panels = [_facts(child), _goods(child)]
        for part in shipped_parts(order_id=child.order_id):
            if part.part == child.number:
                rows = [(text,) for text in parcel_texts(part)]
                title = f"{METHODS[part.method]} · {moment(part.shipped_at)}"
                panels.append(Panel(title, table=Table(("包裹",), rows)))
        said = [(moment(each.sent_at), SIDES[each.side], each.text) for each in obj.messages.all()]
        if said:
            panels.append(Panel("留言", table=Table(("时间", "谁", "内容"), said)))
        return panels


def _facts(child: ChildOrder) -> Panel:
    buyer = masked_buyer(child)
    facts = [
        ("企业", child.enterprise.name),
        ("收货人", f"{buyer.name} {buyer.phone}".strip()),
        ("寄往", buyer.place),
        ("商品", yuan(child.goods_fen)),
        ("运费", yuan(child.shipping_fen)),
        ("已退", yuan(child.refunded_fen) if child.refunded_fen else ""),
        ("付款", moment(child.paid_at)),
        ("发货期限", moment(child.ship_by)),
    ]
    return Panel("订单", facts=[fact for fact in facts if fact[1]])


def _goods(child: ChildOrder) -> Panel:
    rows = [
        (
            f"{line.order_line.product_name} {line.order_line.variant_name}".strip(),
            line.order_line.product_sku,
            line.quantity,
            fen(line.paid_fen),
        )
        for line in child.lines.all()
    ]
    return Panel("商品", table=Table(("商品", "货号", "数量", "实付"), rows))


def order_part(order_id: int) -> OrderPart | None:
    """Show on an order's page who owes what of it."""
    children = list(with_lines(ChildOrder.objects.filter(order_id=order_id)).order_by("pk"))
    if not children:
        return None
    panels = [
        Panel(
            f"企业订单 {child.number}",
            facts=[
                ("企业", child.enterprise.brand_name),
                ("金额", yuan(child.total_fen)),
                ("发货期限", moment(child.ship_by)),
            ],
            label=label_of(child),
            url=object_url(child),
        )
        for child in children
    ]
    return OrderPart(model=ChildOrder, panels=panels, subjects=children)


def find(text: str, user: Any) -> list[Hit]:
    """Return child orders by number, for who may see them."""
    if not user.has_perm(LOOK):
        return []
    found: QuerySet[ChildOrder] = ChildOrder.objects.filter(number__startswith=text)
    return [
        Hit(
            child.number,
            f"企业订单 · {child.enterprise.brand_name} · {label_of(child).text}",
            object_url(child),
            "package_2",
        )
        for child in found.select_related("enterprise")[:10]
    ]


def _late(now: datetime) -> Measure:
    return measured(late_child_orders(now=now), "ship_by")


def _ready(_now: datetime) -> Measure:
    ready = ChildOrder.objects.filter(state=ChildState.READY.value, is_pick_up=False)
    return measured(ready, "ready_at")


def _collected(_now: datetime) -> Measure:
    return measured(ChildOrder.objects.filter(state=ChildState.COLLECTED.value), "collected_at")


MENU = (MenuEntry(Section.ORDERS, "企业订单", "package_2", ChildOrder),)
QUEUES = (
    Queue(
        title="企业超时未发货",
        hint="联系企业发货；已过承诺的期限。",
        icon="alarm",
        model=ChildOrder,
        query="late=yes",
        measure=_late,
        within=timedelta(hours=1),
    ),
    Queue(
        title="待揽收",
        hint="企业已备好，去取货后点“揽收”。",
        icon="inventory_2",
        model=ChildOrder,
        query="state=ready&pick_up=no",
        measure=_ready,
        within=timedelta(hours=24),
        permission=HUB,
    ),
    Queue(
        title="待分拨发货",
        hint="货在分拨中心，填运单发出。",
        icon="local_shipping",
        model=ChildOrder,
        query="state=collected",
        measure=_collected,
        within=timedelta(hours=24),
        permission=HUB,
    ),
)
GRANTS = {Role.BRAND_OFFICE: (LOOK, HUB), Role.SERVICE: (LOOK, HUB), Role.FINANCE: (LOOK,)}
