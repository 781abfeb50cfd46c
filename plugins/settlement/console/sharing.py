"""Profit sharing for finance: what was shared, and what did not arrive."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from brand_theme.console.public import (
    Label,
    Panel,
    ReadOnlyModelAdmin,
    Table,
    Tone,
    fen,
    moment,
    register,
    state_column,
    yuan,
)
from plugins.settlement.models import ShareReturn, Sharing
from plugins.settlement.services.sharing_pursue import OPEN
from plugins.settlement.states import PartState, ReturnState, SharingState

STUCK = timedelta(hours=6)
SHARINGS = {
    SharingState.PLANNED.value: Label("待发送", Tone.WAITING),
    SharingState.SENT.value: Label("处理中", Tone.WAITING),
    SharingState.FINISHED.value: Label("已完成", Tone.GOOD),
    SharingState.REFUSED.value: Label("被拒", Tone.BAD),
}
PARTS = {
    PartState.PENDING.value: "处理中",
    PartState.SUCCEEDED.value: "已到账",
    PartState.FAILED.value: "未到账",
}
RETURNS = {
    ReturnState.PLANNED.value: "待发送",
    ReturnState.SENT.value: "处理中",
    ReturnState.SUCCEEDED.value: "已退回",
    ReturnState.FAILED.value: "未退回",
}
#: What WeChat says → what is done about it.
REMEDIES = {
    "ACCOUNT_ABNORMAL": "企业的微信支付账户异常，请企业联系微信支付；这笔款随结算单由银行转出。",
    "NO_RELATION": "接收方未登记或已解除，请重新登记商户号；这笔款随结算单由银行转出。",
    "RECEIVER_HIGH_RISK": "微信判定接收方有风险，请企业联系微信支付；这笔款随结算单由银行转出。",
    "RECEIVER_REAL_NAME_NOT_VERIFIED": "企业尚未完成微信支付实名；这笔款随结算单由银行转出。",
    "REFUSED": "微信没有受理，款项没有动；随结算单由银行转出。",
}
RETURN_REMEDY = "企业账户没有退回分账款，买家退款不受影响；差额已记在台账，从企业下期结算扣回。"


def remedy_of(reason: str) -> str:
    """Return what to do about a part that did not arrive."""
    return REMEDIES.get(reason, "分账没有到账；这笔款仍欠企业，随结算单由银行转出。")


class TroubleFilter(admin.SimpleListFilter):
    title = "异常"
    parameter_name = "trouble"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "需要看一下")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return troubled(queryset, now=timezone.now()) if self.value() else queryset


def troubled(sharings: Any, *, now: datetime) -> Any:
    """Return what does not go on by itself, of the last month: older ones are settled."""
    wrong = (
        Q(state=SharingState.REFUSED.value)
        | Q(state__in=OPEN, planned_at__lte=now - STUCK)
        | Q(parts__state=PartState.FAILED.value)
        | Q(parts__returns__state=ReturnState.FAILED.value)
    )
    return sharings.filter(wrong, planned_at__gte=now - timedelta(days=31)).distinct()


@register(Sharing, name="分账", fields={"planned_at": "计划于"})
class SharingAdmin(ReadOnlyModelAdmin):
    """What of each payment went to which enterprise by WeChat's profit sharing."""

    states = SHARINGS
    list_display = ("order_number", "state_shown", "paid", "shared", "planned", "error")
    list_filter = (TroubleFilter,)
    search_fields = ("^order__placed__number", "=number", "=reference")
    search_help_text = "订单号、分账单号或微信订单号"
    state_shown = state_column(SHARINGS)

    def get_queryset(self, request: HttpRequest) -> Any:
        found = super().get_queryset(request).select_related("order__placed")
        return found.prefetch_related("parts")

    @admin.display(description="订单")
    def order_number(self, obj: Sharing) -> str:
        return obj.order.placed.number

    @admin.display(description="买家实付", ordering="paid_fen")
    def paid(self, obj: Sharing) -> Any:
        return fen(obj.paid_fen)

    @admin.display(description="分给企业")
    def shared(self, obj: Sharing) -> Any:
        failed = PartState.FAILED.value
        return fen(sum(part.fen for part in obj.parts.all() if part.state != failed))

    @admin.display(description="计划于", ordering="planned_at")
    def planned(self, obj: Sharing) -> str:
        return moment(obj.planned_at)

    @admin.display(description="问题")
    def error(self, obj: Sharing) -> str:
        return obj.last_error or "—"

    def heading(self, obj: Sharing) -> str:
        return f"分账 {obj.order.placed.number}"

    def subjects(self, obj: Sharing) -> list[Any]:
        return [obj, *ShareReturn.objects.filter(part__sharing=obj)]

    def panels(self, obj: Sharing) -> list[Panel]:
        parts = list(obj.parts.select_related("child_order__enterprise"))
        returns = list(ShareReturn.objects.filter(part__in=parts).select_related("part"))
        failed = [part for part in parts if part.state == PartState.FAILED.value]
        facts = [
            ("买家实付", yuan(obj.paid_fen)),
            ("微信订单号", obj.reference),
            ("分账单号", obj.number),
            ("微信分账单号", obj.provider_number),
            ("已试次数", obj.attempts),
            ("最后一次问题", obj.last_error),
        ]
        panels = [
            Panel(
                "分账",
                facts=[fact for fact in facts if fact[1]],
                advice=remedy_of(failed[0].reason) if failed else _advice(obj),
            )
        ]
        rows = [
            (
                part.child_order.enterprise.brand_name,
                part.child_order.number,
                part.account,
                fen(part.fen),
                PARTS[part.state],
                part.provider_number or part.reason or "—",
            )
            for part in parts
        ]
        headings = ("企业", "企业订单", "商户号", "金额", "结果", "微信明细号或原因")
        panels.append(Panel("各企业", table=Table(headings, rows)))
        if returns:
            lost = any(each.state == ReturnState.FAILED.value for each in returns)
            back = [
                (each.number, fen(each.fen), RETURNS[each.state], each.reason or "—")
                for each in returns
            ]
            panels.append(
                Panel(
                    "退款前回退",
                    table=Table(("回退单号", "金额", "结果", "原因"), back),
                    advice=RETURN_REMEDY if lost else "",
                )
            )
        return panels


def _advice(sharing: Sharing) -> str:
    if sharing.state == SharingState.REFUSED.value:
        return (
            "微信没有受理，款项没有动，仍冻结的部分在付款 30 天后自动解冻；欠款随结算单由银行转出。"
        )
    return ""
