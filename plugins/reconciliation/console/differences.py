"""The differences, and how they were explained or mended."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from brand_theme.console.public import (
    ActionForm,
    Asked,
    DaysFilter,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    fen,
    long_text_field,
    moment,
    object_url,
    register,
    state_column,
    yuan,
)
from plugins.reconciliation.console.texts import DIFFERENCES
from plugins.reconciliation.models import Difference
from plugins.reconciliation.services.difference_resolve import difference_resolve
from plugins.reconciliation.states import DifferenceState

RESOLVE = "mall_reconciliation.change_difference"


class NoteForm(ActionForm):
    """How the difference was explained or mended."""

    note = long_text_field("处理说明", help_text="写清原因和怎么处理的，留给审计看。")


def _resolve(asked: Asked) -> str:
    difference_resolve(number=asked.obj.pk, by=asked.actor, note=asked.data["note"], now=asked.now)
    return "已标为处理完毕。"


@register(
    Difference,
    name="对账差异",
    fields={"reference": "单号", "kind": "类别", "resolved_by": "处理人"},
)
class DifferenceAdmin(ReadOnlyModelAdmin):
    """Where a bill and our books disagree, with what to do about it."""

    states = DIFFERENCES
    list_display = (
        "reference",
        "state_shown",
        "kind",
        "day",
        "ours",
        "theirs",
        "found",
        "resolved_by",
    )
    list_select_related = ("bill",)
    list_filter = ("kind", ("bill__day", DaysFilter))
    list_filter_submit = True
    search_fields = ("=reference", "=out_trade_no", "=transaction_id")
    search_help_text = "单号"
    state_shown = state_column(DIFFERENCES)
    object_actions = (
        ObjectAction(
            name="resolve",
            title="标为已处理",
            icon="task_alt",
            permission=RESOLVE,
            form=NoteForm,
            perform=_resolve,
            available=lambda obj: obj.state == DifferenceState.OPEN.value,
            warning=lambda obj: f"{obj.advice.cause_zh}{obj.advice.next_zh}",
            confirm="标为已处理",
        ),
    )

    @admin.display(description="日期", ordering="bill__day")
    def day(self, obj: Difference) -> Any:
        return obj.bill.day

    @admin.display(description="本店")
    def ours(self, obj: Difference) -> Any:
        return fen(obj.ours_fen)

    @admin.display(description="微信")
    def theirs(self, obj: Difference) -> Any:
        return fen(obj.theirs_fen)

    @admin.display(description="发现", ordering="found_at")
    def found(self, obj: Difference) -> str:
        return moment(obj.found_at)

    def heading(self, obj: Difference) -> str:
        return f"{obj.advice.title} {obj.reference}"

    def panels(self, obj: Difference) -> list[Panel]:
        facts = [
            ("类别", obj.advice.title),
            ("本店", yuan(obj.ours_fen)),
            ("微信", yuan(obj.theirs_fen)),
            ("商户单号", obj.out_trade_no),
            ("微信单号", obj.transaction_id),
            ("发现", moment(obj.found_at)),
            ("处理人", obj.resolved_by),
            ("处理", moment(obj.resolved_at) if obj.resolved_at else ""),
            ("说明", obj.note),
        ]
        advice = f"{obj.advice.cause_zh}{obj.advice.next_zh}"
        shown = [fact for fact in facts if fact[1]]
        day = Panel("对账日", facts=[("日期", obj.bill.day)], url=object_url(obj.bill))
        return [Panel("差异", facts=shown, advice=advice), day]
