"""Card payments and refunds in the console."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin

from brand_theme.console.public import (
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
    ReasonForm,
    Role,
    Section,
    Table,
    Tone,
    fen,
    label,
    measured,
    moment,
    object_url,
    register,
    state_column,
    yuan,
    yuan_field,
)
from plugins.cards.gateway import gateway
from plugins.cards.models import CardPayment, CardRefund
from plugins.cards.services.card_refund import card_refund
from plugins.cards.states import CardState, RefundState
from plugins.kernel.errors import GatewayError
from plugins.kernel.money import from_fen, to_fen

STATES = {
    CardState.CREATED.value: Label("待支付", Tone.CAREFUL),
    CardState.REQUIRES_ACTION.value: Label("待验证", Tone.CAREFUL),
    CardState.PROCESSING.value: Label("处理中", Tone.WAITING),
    CardState.SUCCEEDED.value: Label("已支付", Tone.GOOD),
    CardState.CANCELED.value: Label("已取消"),
}
REFUND_STATES = {
    RefundState.ASKED.value: Label("已申请", Tone.WAITING),
    RefundState.PENDING.value: Label("处理中", Tone.WAITING),
    RefundState.SUCCEEDED.value: Label("已退款", Tone.GOOD),
    RefundState.FAILED.value: Label("退款失败", Tone.BAD),
}
FAILED_ADVICE = (
    "银行卡收不了款，钱仍在 Stripe 账户。请联系买家换一种收款方式；也可以在所属支付上再退一次。"
)


class CardRefundForm(ReasonForm):
    """How much, and why."""

    field_order = ("yuan", "reason")
    yuan = yuan_field("退款金额（元）")

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        left = obj.total_fen - obj.refunded_fen
        self.fields["yuan"].initial = from_fen(left)
        self.fields["yuan"].help_text = f"最多可退 {yuan(left)}"


def _refund(asked: Asked) -> str:
    key = f"console:{asked.key}"
    try:
        refund = card_refund(
            payment_id=asked.obj.pk,
            fen=to_fen(asked.data["yuan"]),
            key=key,
            reason=asked.data["reason"],
            actor=asked.actor,
            gateway=gateway(),
            now=asked.now,
        )
    except GatewayError:
        # The amount is reserved before Stripe is asked: then the sweep goes on with it.
        if not CardRefund.objects.filter(key=key).exists():
            raise
        return "已登记退款，Stripe 暂时没有应答，系统会自动重试。"
    return f"退款 {yuan(refund.fen)}：{REFUND_STATES[refund.state].text}。"


@register(CardPayment, name="银行卡支付", fields={"order_number": "订单", "opened_at": "发起时间"})
class CardPaymentAdmin(ReadOnlyModelAdmin):
    """Payments by card through Stripe."""

    states = STATES
    list_display = ("intent", "state_shown", "order_number", "total", "refunded", "paid")
    list_filter = (("opened_at", DaysFilter),)
    list_filter_submit = True
    search_fields = ("=intent_id", "^order_number")
    search_help_text = "Stripe 单号或订单号"
    state_shown = state_column(STATES)
    object_actions = (
        ObjectAction(
            name="refund",
            title="退款",
            icon="currency_exchange",
            permission="mall_cards.add_cardrefund",
            form=CardRefundForm,
            perform=_refund,
            available=lambda obj: (
                obj.state == CardState.SUCCEEDED.value and obj.refunded_fen < obj.total_fen
            ),
            warning=lambda obj: "钱会原路退回买家的银行卡，提交后不能撤回。",
            is_danger=True,
            confirm="退款",
        ),
    )

    @admin.display(description="Stripe 单号")
    def intent(self, obj: CardPayment) -> str:
        return str(obj)

    @admin.display(description="金额", ordering="total_fen")
    def total(self, obj: CardPayment) -> Any:
        return fen(obj.total_fen)

    @admin.display(description="已退")
    def refunded(self, obj: CardPayment) -> Any:
        return fen(obj.refunded_fen) if obj.refunded_fen else "—"

    @admin.display(description="支付时间", ordering="succeeded_at")
    def paid(self, obj: CardPayment) -> str:
        return moment(obj.succeeded_at)

    def panels(self, obj: CardPayment) -> list[Panel]:
        return [_payment(obj), _refunds(list(obj.refunds.order_by("pk")))]


@register(
    CardRefund,
    name="银行卡退款",
    fields={"reason": "原因", "failure": "失败原因", "opened_at": "申请时间"},
)
class CardRefundAdmin(ReadOnlyModelAdmin):
    """Refunds to cards."""

    states = REFUND_STATES
    list_display = (
        "number",
        "state_shown",
        "order_number",
        "amount",
        "reason",
        "created",
        "failure",
    )
    list_select_related = ("payment",)
    list_filter = (("opened_at", DaysFilter),)
    list_filter_submit = True
    search_fields = ("=refund_id", "^payment__order_number")
    state_shown = state_column(REFUND_STATES)

    @admin.display(description="退款单号")
    def number(self, obj: CardRefund) -> str:
        return str(obj)

    @admin.display(description="订单")
    def order_number(self, obj: CardRefund) -> str:
        return obj.payment.order_number

    @admin.display(description="金额", ordering="fen")
    def amount(self, obj: CardRefund) -> Any:
        return fen(obj.fen)

    @admin.display(description="申请", ordering="opened_at")
    def created(self, obj: CardRefund) -> str:
        return moment(obj.opened_at)

    def panels(self, obj: CardRefund) -> list[Panel]:
        facts = [
            ("金额", yuan(obj.fen)),
            ("原因", obj.reason),
            ("申请", moment(obj.opened_at)),
            ("结束", moment(obj.settled_at)),
            ("失败原因", obj.failure),
        ]
        is_failed = obj.state == RefundState.FAILED.value
        refund = Panel("退款", facts=facts, advice=FAILED_ADVICE if is_failed else "")
        return [refund, _payment(obj.payment)]


def _payment(payment: CardPayment) -> Panel:
    facts = [
        ("Stripe 单号", str(payment)),
        ("订单", payment.order_number),
        ("金额", yuan(payment.total_fen)),
        ("已退或在途", yuan(payment.refunded_fen)),
        ("发起", moment(payment.opened_at)),
        ("支付", moment(payment.succeeded_at)),
    ]
    return Panel("银行卡支付", facts=facts, label=STATES[payment.state], url=object_url(payment))


def _refunds(refunds: list[CardRefund]) -> Panel:
    rows = [
        (
            str(each),
            label(REFUND_STATES[each.state]),
            fen(each.fen),
            each.reason,
            moment(each.opened_at),
        )
        for each in refunds
    ]
    return Panel("银行卡退款", table=Table(("退款单号", "状态", "金额", "原因", "申请"), rows))


def order_part(order_id: int) -> OrderPart | None:
    """Return the order's payments and refunds by card, in two queries."""
    payments = list(
        CardPayment.objects.filter(order_id=order_id).prefetch_related("refunds").order_by("pk")
    )
    if not payments:
        return None
    refunds = [refund for payment in payments for refund in payment.refunds.all()]
    panels = [_payment(payment) for payment in payments]
    if refunds:
        panels.append(_refunds(refunds))
    return OrderPart(model=CardPayment, panels=panels, subjects=(*payments, *refunds))


def _failed(_now: datetime) -> Measure:
    failed = CardRefund.objects.filter(state=RefundState.FAILED.value)
    return measured(failed, "opened_at")


MENU = (
    MenuEntry(Section.MONEY, "银行卡支付", "credit_card", CardPayment),
    MenuEntry(Section.MONEY, "银行卡退款", "credit_card_off", CardRefund),
)
QUEUES = (
    Queue(
        title="银行卡退款失败",
        hint="联系买家换收款方式，或在支付上再退一次。",
        icon="credit_card_off",
        model=CardRefund,
        query=f"state={RefundState.FAILED.value}",
        measure=_failed,
        within=timedelta(days=1),
    ),
)
_LOOK = ("mall_cards.view_cardpayment", "mall_cards.view_cardrefund")
GRANTS = {Role.FINANCE: (*_LOOK, "mall_cards.add_cardrefund"), Role.SERVICE: _LOOK}
