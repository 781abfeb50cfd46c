"""Shipments in the console: labels, what WeChat refused, and shipping an order."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError

from brand_theme.console.public import (
    ActionForm,
    Asked,
    DaysFilter,
    Label,
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
    Tone,
    choice_field,
    long_text_field,
    measured,
    moment,
    object_url,
    register,
    state_column,
)
from plugins.orders.public import OrderState
from plugins.shipments import rules
from plugins.shipments.models import Shipment
from plugins.shipments.rules import Method, companies
from plugins.shipments.services.shipment_make import shipment_correct, shipment_make
from plugins.shipments.states import ShipmentState

STATES = {
    ShipmentState.TO_LABEL.value: Label("待填运单", Tone.CAREFUL),
    ShipmentState.OWED.value: Label("待上传", Tone.WAITING),
    ShipmentState.REPORTED.value: Label("已上传", Tone.GOOD),
    ShipmentState.NOT_NEEDED.value: Label("无需上传"),
    ShipmentState.REFUSED.value: Label("上传被拒", Tone.BAD),
}
METHODS = {"express": "快递", "same_city": "同城配送", "pick_up": "自提"}
ADVICE = {
    ShipmentState.TO_LABEL.value: "货已在系统里出库，还没有填怎么送：点“填运单”。",
    ShipmentState.REFUSED.value: "微信拒收了发货信息：核对快递公司和运单号后点“更正运单”，不限次数。",
    ShipmentState.REPORTED.value: "微信允许更正一次。",
}
SHIP, CORRECT = "mall_shipments.add_shipment", "mall_shipments.change_shipment"
TO_MEND = (ShipmentState.REFUSED.value, ShipmentState.REPORTED.value)


class LabelForm(ActionForm):
    """How the goods travel; for express, a number for each parcel."""

    method = choice_field("配送方式", list(METHODS.items()))
    company = choice_field("快递公司", [], required=False)
    tracking = long_text_field(
        "运单号", required=False, help_text="每个包裹一行；同城配送和自提不填。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(company.code, company.name) for company in companies().values()]
        self.fields["company"].choices = [("", "请选择"), *names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_express = cleaned.get("method") == Method.EXPRESS.value
        if is_express and not cleaned.get("company"):
            raise ValidationError({"company": "快递须选择公司。"})
        if is_express and not cleaned.get("tracking"):
            raise ValidationError({"tracking": "快递须填运单号。"})
        return cleaned


def _facts_of(asked: Asked) -> dict[str, Any]:
    method = Method(asked.data["method"])
    is_express = method is Method.EXPRESS
    numbers = re.split(r"[\s,，、]+", asked.data["tracking"].strip()) if is_express else []
    return {
        "method": method,
        "labels": [rules.Label(asked.data["company"], number) for number in numbers],
        "actor": asked.actor,
        "now": asked.now,
    }


def _make(number: str, asked: Asked) -> str:
    shipment = shipment_make(number=number, user=asked.user, **_facts_of(asked))
    return f"已发货，{STATES[shipment.state].text}。"


def _correct(asked: Asked) -> str:
    shipment_correct(number=asked.obj.order.placed.number, **_facts_of(asked))
    return "已更正，系统马上告诉微信。"


@register(Shipment, name="发货", fields={"last_error": "错误", "opened_at": "出库时间"})
class ShipmentAdmin(ReadOnlyModelAdmin):
    """How each order travels, and whether WeChat knows."""

    states = STATES
    list_display = (
        "order_number",
        "state_shown",
        "method_shown",
        "labels_shown",
        "shipped",
        "last_error",
    )
    list_select_related = ("order__placed",)
    list_filter = (("opened_at", DaysFilter),)
    list_filter_submit = True
    search_fields = ("^order__placed__number", "=parcels__tracking_no")
    search_help_text = "订单号或运单号"
    state_shown = state_column(STATES)
    object_actions = (
        ObjectAction(
            name="label",
            title="填运单",
            icon="local_shipping",
            permission=SHIP,
            form=LabelForm,
            perform=lambda asked: _make(asked.obj.order.placed.number, asked),
            available=lambda obj: obj.state == ShipmentState.TO_LABEL.value,
            confirm="发货",
        ),
        ObjectAction(
            name="correct",
            title="更正运单",
            icon="edit",
            permission=CORRECT,
            form=LabelForm,
            perform=_correct,
            available=lambda obj: obj.state in TO_MEND,
            warning=lambda obj: ADVICE.get(obj.state, ""),
            confirm="更正",
        ),
    )

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).prefetch_related("parcels")

    @admin.display(description="订单")
    def order_number(self, obj: Shipment) -> str:
        return obj.order.placed.number

    @admin.display(description="方式")
    def method_shown(self, obj: Shipment) -> str:
        return METHODS.get(obj.method, "—")

    @admin.display(description="运单")
    def labels_shown(self, obj: Shipment) -> str:
        return "、".join(_label_text(label) for label in obj.labels()) or "—"

    @admin.display(description="发货时间", ordering="shipped_at")
    def shipped(self, obj: Shipment) -> str:
        return moment(obj.shipped_at)

    def heading(self, obj: Shipment) -> str:
        return obj.order.placed.number

    def panels(self, obj: Shipment) -> list[Panel]:
        return [_panel(obj)]


def _label_text(label: rules.Label) -> str:
    company = companies().get(label.company)
    return f"{company.name if company else label.company} {label.tracking_no}"


def _panel(shipment: Shipment) -> Panel:
    facts = [
        ("方式", METHODS.get(shipment.method, "")),
        ("发货", moment(shipment.shipped_at)),
        ("上传微信", moment(shipment.reported_at)),
        ("已更正次数", shipment.corrections or ""),
        ("错误", shipment.last_error),
    ]
    rows = [_label_text(label).split(" ", 1) for label in shipment.labels()]
    return Panel(
        "发货",
        facts=[fact for fact in facts if fact[1]],
        table=Table(("快递公司", "运单号"), rows) if rows else None,
        label=STATES[shipment.state],
        advice=ADVICE.get(shipment.state, ""),
        url=object_url(shipment),
    )


def order_part(order_id: int) -> OrderPart | None:
    shipment = Shipment.objects.prefetch_related("parcels").filter(order_id=order_id).first()
    if shipment is None:
        return None
    return OrderPart(model=Shipment, panels=[_panel(shipment)], subjects=[shipment])


def _to_label(_now: datetime) -> Measure:
    return measured(Shipment.objects.filter(state=ShipmentState.TO_LABEL.value), "opened_at")


def _refused(_now: datetime) -> Measure:
    return measured(Shipment.objects.filter(state=ShipmentState.REFUSED.value), "opened_at")


MENU = (MenuEntry(Section.ORDERS, "发货", "local_shipping", Shipment),)
QUEUES = (
    Queue(
        title="待填运单",
        hint="货已出库，补填快递公司和运单号。",
        icon="label",
        model=Shipment,
        query="state=to_label",
        measure=_to_label,
        within=timedelta(hours=24),
    ),
    Queue(
        title="微信拒收的发货",
        hint="核对运单后更正，否则货款不结算。",
        icon="local_shipping",
        model=Shipment,
        query="state=refused",
        measure=_refused,
        within=timedelta(hours=24),
    ),
)
ORDER_ACTIONS = (
    ObjectAction(
        name="ship",
        title="发货",
        icon="local_shipping",
        permission=SHIP,
        form=LabelForm,
        perform=lambda asked: _make(asked.obj.number, asked),
        available=lambda placed: (
            placed.state == OrderState.PAID.value and placed.order.status != "fulfilled"
        ),
        warning=lambda placed: "整单一次发出：所有商品出库，并把运单告诉微信。",
        confirm="发货",
    ),
)
_LOOK = "mall_shipments.view_shipment"
GRANTS = {
    Role.BRAND_OFFICE: (_LOOK, SHIP, CORRECT),
    Role.FINANCE: (_LOOK,),
    Role.SERVICE: (_LOOK, SHIP, CORRECT),
}
TOPIC_TEXT = {
    "shipments.report": "把发货信息上传微信",
    "shipments.shipped": "通知各处：订单已发货",
}
