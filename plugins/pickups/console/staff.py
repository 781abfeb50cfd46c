"""The office's side: every enterprise's points, and where an order is fetched."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils import timezone

from brand_theme.console.public import (
    Label,
    MenuEntry,
    OrderPart,
    Panel,
    ReadOnlyModelAdmin,
    Role,
    Section,
    Table,
    Tone,
    label,
    moment,
    register,
    view_permission,
)
from plugins.kernel.masking import masked_phone
from plugins.pickups.console.texts import label_of
from plugins.pickups.models import Pickup, PickupPoint

OPEN, CLOSED = Label("启用", Tone.GOOD), Label("停用")


@register(PickupPoint, name="自提点", fields={"name": "名称", "town": "乡镇"})
class PickupPointAdmin(ReadOnlyModelAdmin):
    """Where enterprises hand goods over; they enter it themselves."""

    list_display = ("name", "enterprise_shown", "town", "open_shown", "kept")
    list_select_related = ("enterprise",)
    list_filter_submit = True
    search_fields = ("name", "enterprise__brand_name", "town")
    search_help_text = "名称、企业或乡镇"

    @admin.display(description="企业", ordering="enterprise__brand_name")
    def enterprise_shown(self, obj: PickupPoint) -> str:
        return obj.enterprise.brand_name

    @admin.display(description="状态", ordering="is_open")
    def open_shown(self, obj: PickupPoint) -> Any:
        return label(OPEN if obj.is_open else CLOSED)

    @admin.display(description="保留", ordering="keep_days")
    def kept(self, obj: PickupPoint) -> str:
        return f"{obj.keep_days} 天"

    def heading(self, obj: PickupPoint) -> str:
        return obj.name

    def panels(self, obj: PickupPoint) -> list[Panel]:
        facts = [
            ("企业", obj.enterprise.name),
            ("地址", obj.address),
            ("电话", masked_phone(obj.phone)),
            ("保留", f"备好后 {obj.keep_days} 天"),
            ("建立", moment(obj.created_at)),
        ]
        hours = Table(("营业时间",), [(line,) for line in obj.hours()])
        shown = OPEN if obj.is_open else CLOSED
        return [Panel("自提点", facts=facts, label=shown), Panel("营业时间", table=hours)]


def order_part(order_id: int) -> OrderPart | None:
    """Show on an order's page where it is fetched; never with which code."""
    found = Pickup.objects.filter(child_order__order=order_id)
    pickup = found.select_related("point", "child_order").first()
    if pickup is None:
        return None
    facts = [
        ("自提点", pickup.point.name),
        ("地址", pickup.point.address),
        ("备好", moment(pickup.ready_at)),
        ("保留到", f"{pickup.keep_until:%Y-%m-%d}" if pickup.keep_until else ""),
        ("取走", moment(pickup.handed_over_at) if pickup.handed_over_at else ""),
        ("关闭", moment(pickup.closed_at) if pickup.closed_at else ""),
    ]
    panel = Panel(
        "到店自提",
        facts=[fact for fact in facts if fact[1]],
        label=label_of(pickup, today=timezone.localdate()),
    )
    return OrderPart(model=PickupPoint, panels=[panel], subjects=[pickup])


MENU = (MenuEntry(Section.ORDERS, "自提点", "storefront", PickupPoint),)
_LOOK = (view_permission(PickupPoint),)
GRANTS = {Role.BRAND_OFFICE: _LOOK, Role.SERVICE: _LOOK}
