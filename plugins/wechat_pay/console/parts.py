"""What WeChat Pay adds to an order's page and to the search."""

from __future__ import annotations

from typing import Any

from brand_theme.console.public import (
    Hit,
    OrderPart,
    Panel,
    Table,
    fen,
    label,
    moment,
    object_url,
    view_permission,
    yuan,
)
from plugins.wechat_pay.console.texts import PAYMENT_STATES, PAYOUTS, REASONS, REFUND_STATES
from plugins.wechat_pay.models import WechatPayment, WechatRefund

MOST = 5


def order_part(order_id: int) -> OrderPart | None:
    """Return the order's payments and refunds, in two queries."""
    payments = list(
        WechatPayment.objects.filter(order_id=order_id).prefetch_related("refunds").order_by("pk")
    )
    if not payments:
        return None
    refunds = [refund for payment in payments for refund in payment.refunds.all()]
    panels = [_payment(payment) for payment in payments]
    if refunds:
        panels.append(_refunds(refunds))
    return OrderPart(model=WechatPayment, panels=panels, subjects=(*payments, *refunds))


def _payment(payment: WechatPayment) -> Panel:
    facts = [
        ("商户单号", payment.out_trade_no),
        ("微信订单号", payment.transaction_id or ""),
        ("金额", yuan(payment.total_fen)),
        ("已退或在途", yuan(payment.refunded_fen)),
        ("去向", PAYOUTS.get(payment.payout, "")),
        ("支付", moment(payment.paid_at)),
    ]
    shown = [fact for fact in facts if fact[1]]
    return Panel(
        "微信支付", facts=shown, label=PAYMENT_STATES[payment.state], url=object_url(payment)
    )


def _refunds(refunds: list[WechatRefund]) -> Panel:
    rows = [
        (
            refund.out_refund_no,
            label(REFUND_STATES[refund.state]),
            fen(refund.fen),
            REASONS[refund.reason],
            moment(refund.created_at),
            moment(refund.finished_at),
        )
        for refund in refunds
    ]
    headings = ("退款单号", "状态", "金额", "原因", "申请", "结束")
    return Panel("微信退款", table=Table(headings, rows))


def find(text: str, user: Any) -> list[Hit]:
    """Return payments and refunds by their numbers; exact, since both are random."""
    hits = []
    if user.has_perm(view_permission(WechatPayment)):
        payments = WechatPayment.objects.filter(out_trade_no=text) | WechatPayment.objects.filter(
            transaction_id=text
        )
        hits += [
            Hit(
                f"微信支付 {payment}",
                f"{PAYMENT_STATES[payment.state].text} · {yuan(payment.total_fen)}",
                object_url(payment),
                "payments",
            )
            for payment in payments[:MOST]
        ]
    if user.has_perm(view_permission(WechatRefund)):
        refunds = WechatRefund.objects.filter(out_refund_no=text) | WechatRefund.objects.filter(
            refund_id=text
        )
        hits += [
            Hit(
                f"微信退款 {refund}",
                f"{REFUND_STATES[refund.state].text} · {yuan(refund.fen)}",
                object_url(refund),
                "currency_exchange",
            )
            for refund in refunds[:MOST]
        ]
    return hits
