"""Payments through WeChat, and the notifications about them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin

from brand_theme.console.public import (
    ActionForm,
    Asked,
    DaysFilter,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    Table,
    choice_field,
    fen,
    label,
    moment,
    register,
    state_column,
    yuan,
    yuan_field,
)
from plugins.kernel.money import from_fen, to_fen
from plugins.wechat_pay.console.texts import (
    CHANGES,
    EVENTS,
    OUTCOMES,
    PAYMENT_STATES,
    PAYOUTS,
    REASONS,
    REFUND_STATES,
)
from plugins.wechat_pay.models import NotificationEvent, WechatPayment
from plugins.wechat_pay.protocol.types import TradeType
from plugins.wechat_pay.services.notification_receive import HANDLED
from plugins.wechat_pay.services.refund_request import refund_request
from plugins.wechat_pay.states import PaymentState, RefundReason

#: Those that a person decides; the others the shop finds by itself.
BY_HAND = (RefundReason.AFTER_SALES, RefundReason.OUT_OF_STOCK, RefundReason.GOODWILL)


class RefundForm(ActionForm):
    """How much, and why; the buyer reads the reason in WeChat."""

    yuan = yuan_field("退款金额（元）")
    reason = choice_field(
        "原因（买家看得到）", [(each.value, REASONS[each.value]) for each in BY_HAND]
    )

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        left = left_fen(obj)
        self.fields["yuan"].initial = from_fen(left)
        self.fields["yuan"].help_text = f"最多可退 {yuan(left)}"


def way_shown(payment: WechatPayment) -> str:
    """Tell staff where the buyer paid, or was going to."""
    if payment.trade_type == TradeType.NATIVE.value:
        return "扫码"
    return "微信内网页" if payment.appid == settings.WECHAT_OFFICIAL_APPID else "小程序"


def left_fen(payment: WechatPayment) -> int:
    return payment.total_fen - payment.refunded_fen


def _refund(asked: Asked) -> str:
    refund = refund_request(
        payment_id=asked.obj.pk,
        fen=to_fen(asked.data["yuan"]),
        reason=RefundReason(asked.data["reason"]),
        key=f"console:{asked.key}",
        requested_by=asked.actor,
        now=asked.now,
    )
    return f"已登记退款 {yuan(refund.fen)}，一分钟内提交微信；到账情况看退款单 {refund}。"


@register(
    WechatPayment,
    name="微信支付",
    fields={"out_trade_no": "商户单号", "opened_at": "发起时间"},
)
class WechatPaymentAdmin(ReadOnlyModelAdmin):
    """One row for each order opened at WeChat."""

    states = PAYMENT_STATES
    list_display = (
        "out_trade_no",
        "state_shown",
        "order_number",
        "total",
        "refunded",
        "payout_shown",
        "paid",
    )
    list_select_related = ("order__placed",)
    list_filter = (("opened_at", DaysFilter),)
    list_filter_submit = True
    search_fields = ("=out_trade_no", "=transaction_id", "^order__placed__number")
    search_help_text = "商户单号、微信订单号或订单号"
    state_shown = state_column(PAYMENT_STATES)
    object_actions = (
        ObjectAction(
            name="refund",
            title="退款",
            icon="currency_exchange",
            permission="mall_wechat_pay.add_wechatrefund",
            form=RefundForm,
            perform=_refund,
            available=lambda obj: obj.state == PaymentState.PAID.value and left_fen(obj) > 0,
            warning=lambda obj: "钱会原路退回买家的微信，提交后不能撤回。",
            is_danger=True,
            confirm="退款",
        ),
    )

    @admin.display(description="订单")
    def order_number(self, obj: WechatPayment) -> str:
        return obj.order.placed.number

    @admin.display(description="金额", ordering="total_fen")
    def total(self, obj: WechatPayment) -> Any:
        return fen(obj.total_fen)

    @admin.display(description="已退")
    def refunded(self, obj: WechatPayment) -> Any:
        return fen(obj.refunded_fen) if obj.refunded_fen else "—"

    @admin.display(description="去向")
    def payout_shown(self, obj: WechatPayment) -> str:
        return PAYOUTS.get(obj.payout, "—")

    @admin.display(description="支付时间", ordering="paid_at")
    def paid(self, obj: WechatPayment) -> str:
        return moment(obj.paid_at)

    def panels(self, obj: WechatPayment) -> list[Panel]:
        facts = [
            ("订单", obj.order.placed.number),
            ("方式", way_shown(obj)),
            ("金额", yuan(obj.total_fen)),
            ("已退或在途", yuan(obj.refunded_fen)),
            ("去向", PAYOUTS.get(obj.payout, "")),
            ("微信订单号", obj.transaction_id),
            ("商户号", obj.mchid),
            ("内容", obj.description),
            ("发起", moment(obj.opened_at)),
            ("付款截止", moment(obj.pay_by)),
            ("支付", moment(obj.paid_at)),
            ("关闭", moment(obj.closed_at) if obj.closed_at else ""),
        ]
        refunds = [
            (
                refund.out_refund_no,
                label(REFUND_STATES[refund.state]),
                fen(refund.fen),
                REASONS[refund.reason],
                moment(refund.created_at),
            )
            for refund in obj.refunds.order_by("pk")
        ]
        told = [
            (
                EVENTS.get(event.event_type, event.event_type),
                label(OUTCOMES[event.outcome]),
                moment(event.received_at),
                CHANGES.get(event.reason, event.reason),
            )
            for event in obj.notifications.order_by("pk")
        ]
        return [
            Panel("支付", facts=[fact for fact in facts if fact[1]]),
            Panel("退款", table=Table(("退款单号", "状态", "金额", "原因", "申请"), refunds)),
            Panel("微信通知", table=Table(("类型", "结果", "收到", "说明"), told)),
        ]


class EventTypeFilter(admin.SimpleListFilter):
    """Offers what WeChat is known to send; to ask the table itself would read all of it."""

    title = "类型"
    parameter_name = "event_type"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, EVENTS[name]) for name in HANDLED]

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.filter(event_type=self.value()) if self.value() else queryset


@register(
    NotificationEvent,
    name="微信通知",
    fields={
        "event_id": "通知编号",
        "event_type": "类型",
        "reason": "说明",
        "received_at": "收到时间",
    },
)
class NotificationEventAdmin(ReadOnlyModelAdmin):
    """What WeChat told the shop, and what became of it. The bodies stay encrypted."""

    states = OUTCOMES
    state_field = "outcome"
    list_display = ("event_id", "type_shown", "outcome_shown", "received", "change")
    list_filter = (EventTypeFilter, ("received_at", DaysFilter))
    list_filter_submit = True
    search_fields = ("=event_id", "=payment__out_trade_no")
    search_help_text = "通知编号或商户单号"
    outcome_shown = state_column(OUTCOMES, field="outcome")

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).defer("body", "headers")

    @admin.display(description="类型", ordering="event_type")
    def type_shown(self, obj: NotificationEvent) -> str:
        return EVENTS.get(obj.event_type, obj.event_type)

    @admin.display(description="说明")
    def change(self, obj: NotificationEvent) -> str:
        return CHANGES.get(obj.reason, obj.reason)

    @admin.display(description="收到", ordering="received_at")
    def received(self, obj: NotificationEvent) -> str:
        return moment(obj.received_at)

    def panels(self, obj: NotificationEvent) -> list[Panel]:
        facts = [
            ("类型", f"{self.type_shown(obj)}（{obj.event_type}）"),
            ("收到", moment(obj.received_at)),
            ("处理", moment(obj.applied_at)),
            ("支付单", obj.payment or ""),
            ("说明", self.change(obj)),
        ]
        advice = (
            "内容是真的，但与本店账目不符：请核对这笔支付并报技术人员。"
            if obj.outcome == "refused"
            else ""
        )
        return [Panel("通知", facts=facts, advice=advice)]
