"""Refunds through WeChat: how they stand, and what a person can do."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from brand_theme.console.public import (
    Asked,
    DaysFilter,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    actor_text,
    fen,
    moment,
    object_url,
    register,
    staff_names,
    state_column,
    yuan,
)
from plugins.wechat_pay.console.texts import REASONS, REFUND_STATES, refund_advice
from plugins.wechat_pay.models import WechatRefund
from plugins.wechat_pay.services.refund_request import refund_retry
from plugins.wechat_pay.states import FAILED, RefundState


class PersonFilter(admin.SimpleListFilter):
    title = "处理"
    parameter_name = "person"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("needed", "需要人工处理")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.needing_a_person() if self.value() else queryset


def _retry(asked: Asked) -> str:
    again = refund_retry(refund=asked.obj, requested_by=asked.actor, now=asked.now)
    return f"已用新的退款单 {again} 重新发起，一分钟内提交微信。"


@register(
    WechatRefund,
    name="微信退款",
    fields={
        "out_refund_no": "退款单号",
        "attempts": "提交次数",
        "last_error": "错误",
        "created_at": "申请时间",
    },
)
class WechatRefundAdmin(ReadOnlyModelAdmin):
    """Refunds, those that need a person by one click."""

    states = REFUND_STATES
    list_display = (
        "out_refund_no",
        "state_shown",
        "order_number",
        "amount",
        "reason_shown",
        "attempts",
        "created",
        "last_error",
    )
    list_select_related = ("payment__order__placed",)
    list_filter = (PersonFilter, ("created_at", DaysFilter))
    list_filter_submit = True
    search_fields = ("=out_refund_no", "=refund_id", "^payment__order__placed__number")
    search_help_text = "退款单号、微信退款号或订单号"
    state_shown = state_column(REFUND_STATES)
    object_actions = (
        ObjectAction(
            name="retry",
            title="重新发起",
            icon="replay",
            permission="mall_wechat_pay.change_wechatrefund",
            perform=_retry,
            available=lambda obj: (
                RefundState(obj.state) in FAILED and not hasattr(obj, "retried_by")
            ),
            warning=refund_advice,
            confirm="重新发起",
        ),
    )

    @admin.display(description="订单")
    def order_number(self, obj: WechatRefund) -> str:
        return obj.payment.order.placed.number

    @admin.display(description="金额", ordering="fen")
    def amount(self, obj: WechatRefund) -> Any:
        return fen(obj.fen)

    @admin.display(description="原因")
    def reason_shown(self, obj: WechatRefund) -> str:
        return REASONS[obj.reason]

    @admin.display(description="申请", ordering="created_at")
    def created(self, obj: WechatRefund) -> str:
        return moment(obj.created_at)

    def panels(self, obj: WechatRefund) -> list[Panel]:
        names = staff_names([obj.requested_by])
        facts = [
            ("金额", yuan(obj.fen)),
            ("订单", obj.payment.order.placed.number),
            ("原因", REASONS[obj.reason]),
            ("买家看到", obj.reason_text),
            ("申请人", actor_text(obj.requested_by, names)),
            ("申请", moment(obj.created_at)),
            ("提交次数", obj.attempts),
            ("下次检查", moment(obj.check_after) if obj.finished_at is None else ""),
            ("结束", moment(obj.finished_at) if obj.finished_at else ""),
            ("微信退款号", obj.refund_id),
            ("原退款单", obj.retry_of or ""),
            ("错误", obj.last_error),
        ]
        told = [fact for fact in facts if fact[1] not in ("", None)]
        payment = Panel(
            "所属支付",
            facts=[("商户单号", obj.payment), ("金额", yuan(obj.payment.total_fen))],
            url=object_url(obj.payment),
        )
        return [Panel("退款", facts=told, advice=refund_advice(obj)), payment]
