"""The ledger, entry by entry."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from brand_theme.console.public import (
    Label,
    Panel,
    ReadOnlyModelAdmin,
    Tone,
    fen,
    moment,
    object_url,
    register,
    state_column,
    yuan,
)
from plugins.settlement.models import LedgerEntry
from plugins.settlement.statement import KIND_TEXT
from plugins.settlement.states import EntryKind

_TONES = {EntryKind.REFUND: Tone.CAREFUL, EntryKind.ADJUSTMENT: Tone.BAD, EntryKind.SALE: Tone.GOOD}
KINDS = {kind.value: Label(KIND_TEXT[kind], _TONES.get(kind, Tone.PLAIN)) for kind in EntryKind}


@register(LedgerEntry, name="结算台账", fields={"enterprise": "企业"})
class LedgerEntryAdmin(ReadOnlyModelAdmin):
    """Every amount owed to an enterprise or by it. Nothing here is ever changed."""

    states = KINDS
    state_field = "kind"
    list_display = ("booked", "kind_shown", "enterprise", "order", "amount", "note_shown")
    list_select_related = ("enterprise", "child_order")
    search_fields = ("=child_order__number", "enterprise__name")
    search_help_text = "企业订单号、企业名称"
    kind_shown = state_column(KINDS, field="kind", title="种类")

    @admin.display(description="时间", ordering="booked_at")
    def booked(self, obj: LedgerEntry) -> str:
        return moment(obj.booked_at)

    @admin.display(description="企业", ordering="enterprise__name")
    def enterprise(self, obj: LedgerEntry) -> str:
        return obj.enterprise.name

    @admin.display(description="企业订单")
    def order(self, obj: LedgerEntry) -> str:
        return obj.child_order.number if obj.child_order else ""

    @admin.display(description="金额", ordering="fen")
    def amount(self, obj: LedgerEntry) -> Any:
        return fen(obj.fen)

    @admin.display(description="说明")
    def note_shown(self, obj: LedgerEntry) -> str:
        return obj.note

    def heading(self, obj: LedgerEntry) -> str:
        return f"{KIND_TEXT[EntryKind(obj.kind)]} {yuan(obj.fen)}"

    def panels(self, obj: LedgerEntry) -> list[Panel]:
        rate = "" if obj.basis_points is None else f"{obj.basis_points / 100:.2f}%"
        facts = [
            ("企业", obj.enterprise.name),
            ("企业订单", self.order(obj)),
            ("金额", yuan(obj.fen)),
            ("费率", rate),
            ("入账", moment(obj.booked_at)),
            ("说明", obj.note),
        ]
        panels = [Panel("入账", facts=[fact for fact in facts if fact[1]])]
        if obj.period is not None:
            span = f"{obj.period.starts_on} 至 {obj.period.ends_on}"
            panels.append(Panel("结算单", facts=[("账期", span)], url=object_url(obj.period)))
        return panels
