"""The list of orders and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import CharField, Model, QuerySet
from django.db.models.functions import Cast, Right
from django.http import HttpRequest
from saleor.order import OrderStatus

from brand_theme.console.public import (
    Asked,
    DaysFilter,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    ReasonForm,
    Table,
    fen,
    label,
    moment,
    name_masked,
    order_actions,
    order_parts,
    register,
    state_column,
    yuan,
)
from plugins.kernel.masking import masked_phone
from plugins.kernel.money import to_fen
from plugins.orders.console.texts import FULFILMENT, STATES
from plugins.orders.models import PlacedOrder
from plugins.orders.services.recipient_reveal import recipient_reveal
from plugins.orders.states import OrderState

OPEN = (OrderStatus.UNFULFILLED, OrderStatus.PARTIALLY_FULFILLED)


def to_ship(orders: QuerySet[PlacedOrder]) -> QuerySet[PlacedOrder]:
    """Keep the paid orders of which something is left to send."""
    return orders.filter(state=OrderState.PAID.value, order__status__in=OPEN)


def with_phone_ending(orders: QuerySet[PlacedOrder], digits: str) -> QuerySet[PlacedOrder]:
    """Keep the orders whose recipient's number ends in `digits`."""
    phone = Cast("order__shipping_address__phone", CharField())
    return orders.annotate(phone_ending=Right(phone, len(digits))).filter(phone_ending=digits)


class FulfilmentFilter(admin.SimpleListFilter):
    title = "发货"
    parameter_name = "fulfilment"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "待发货"), ("done", "已发货")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "open":
            return to_ship(queryset)
        if self.value() == "done":
            return queryset.filter(order__status=OrderStatus.FULFILLED)
        return queryset


def _reveal(asked: Asked) -> list[Panel]:
    shown = recipient_reveal(placed=asked.obj, actor=asked.actor, reason=asked.data["reason"])
    facts = [("姓名", shown.name), ("电话", shown.phone), ("地址", shown.address)]
    return [Panel("收件人", facts=facts)]


@register(PlacedOrder, name="订单", fields={"number": "订单号", "placed_at": "下单时间"})
class PlacedOrderAdmin(ReadOnlyModelAdmin):
    """Orders, newest first; one page tells all that every capability knows of one."""

    states = STATES
    list_display = (
        "number",
        "state_shown",
        "goods_shown",
        "total",
        "refunded",
        "recipient",
        "placed",
    )
    list_select_related = ("order__shipping_address",)
    list_filter = (FulfilmentFilter, ("placed_at", DaysFilter))
    list_filter_submit = True
    search_fields = ("^number",)
    search_help_text = "订单号，或收件人手机后四位"
    state_shown = state_column(STATES)
    object_actions = (
        ObjectAction(
            name="recipient",
            title="查看收件人",
            icon="visibility",
            permission="mall_orders.change_placedorder",
            form=ReasonForm,
            perform=_reveal,
            warning=lambda obj: "将显示完整的姓名、电话和地址，这次查看会记入审计。",
            confirm="查看",
        ),
    )

    def actions_of(self, obj: PlacedOrder) -> Sequence[ObjectAction]:
        return (*order_actions(), *self.object_actions)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        if len(search_term) == 4 and search_term.isdigit():
            return with_phone_ending(queryset, search_term), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="发货")
    def goods_shown(self, obj: PlacedOrder) -> Any:
        if obj.state != OrderState.PAID.value:
            return "—"
        return label(FULFILMENT[obj.order.status])

    @admin.display(description="金额", ordering="total_fen")
    def total(self, obj: PlacedOrder) -> Any:
        return fen(obj.total_fen)

    @admin.display(description="已退")
    def refunded(self, obj: PlacedOrder) -> Any:
        return fen(obj.refunded_fen) if obj.refunded_fen else "—"

    @admin.display(description="收件人")
    def recipient(self, obj: PlacedOrder) -> str:
        return recipient_masked(obj)

    @admin.display(description="下单时间", ordering="placed_at")
    def placed(self, obj: PlacedOrder) -> str:
        return moment(obj.placed_at)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            # Kept on the object: its page needs them twice, for one pair of eyes.
            found.console_parts = order_parts(found.order_id, request.user)
        return found

    def subjects(self, obj: PlacedOrder) -> Sequence[Model]:
        others = [subject for part in obj.console_parts for subject in part.subjects]
        return (obj, *others)

    def panels(self, obj: PlacedOrder) -> list[Panel]:
        own = [_facts(obj), _lines(obj), _recipient(obj)]
        return own + [panel for part in obj.console_parts for panel in part.panels]


def recipient_masked(placed: PlacedOrder) -> str:
    address = placed.order.shipping_address
    if address is None:
        return "—"
    name = name_masked(f"{address.last_name}{address.first_name}")
    return f"{name} {masked_phone(str(address.phone))}".strip()


def _facts(placed: PlacedOrder) -> Panel:
    order = placed.order
    facts = [
        ("应付", yuan(placed.total_fen)),
        ("已付", yuan(placed.paid_fen)),
        ("已退", yuan(placed.refunded_fen)),
        ("运费", yuan(to_fen(order.shipping_price_gross_amount))),
        ("优惠", yuan(to_fen(order.discount_amount)) if order.discount_amount else ""),
        ("下单", moment(placed.placed_at)),
        ("付款截止", moment(placed.pay_by)),
        ("付款", moment(placed.paid_at)),
        ("取消", moment(placed.cancelled_at) if placed.cancelled_at else ""),
        ("退清", moment(placed.refunded_at) if placed.refunded_at else ""),
        ("买家留言", order.customer_note),
    ]
    shown = FULFILMENT[order.status] if placed.state == OrderState.PAID.value else None
    return Panel("订单", facts=[fact for fact in facts if fact[1]], label=shown)


def _lines(placed: PlacedOrder) -> Panel:
    rows = [
        (
            line.product_name,
            line.variant_name,
            line.product_sku,
            line.quantity,
            line.quantity_fulfilled,
            fen(to_fen(line.unit_price_gross_amount)),
            fen(to_fen(line.unit_price_gross_amount) * line.quantity),
        )
        for line in placed.order.lines.order_by("pk")
    ]
    headings = ("商品", "规格", "货号", "件数", "已发", "单价", "小计")
    return Panel("商品", table=Table(headings, rows))


def _recipient(placed: PlacedOrder) -> Panel:
    address = placed.order.shipping_address
    place = f"{address.country_area} {address.city} {address.city_area} ***" if address else ""
    facts = [
        ("收件人", recipient_masked(placed)),
        ("地区", place),
        ("配送", placed.order.shipping_method_name or ""),
    ]
    return Panel("收件", facts=facts)
