"""Bring every refund to its end, and owe those that nobody had to ask for."""

import logging
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from plugins.kernel.errors import DomainError, GatewayError
from plugins.orders.public import Payout
from plugins.wechat_pay.gateway import PaymentGateway
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.services.payment_apply_transaction import ACTOR
from plugins.wechat_pay.services.refund_request import refund_request
from plugins.wechat_pay.services.refund_send import refund_send
from plugins.wechat_pay.states import PaymentState, RefundReason

logger = logging.getLogger(__name__)
BATCH = 100
AUTOMATIC_KEY = "automatic"
_REASONS = {
    Payout.LATE.value: RefundReason.LATE,
    Payout.SURPLUS.value: RefundReason.SURPLUS,
}


def refunds_request_owed(*, now: datetime) -> int:
    """Request what late and surplus payments left of money to go back; return how many.

    Derived from the books alone, so it does not matter when or how often it
    runs, or what crashed before: the key allows one such refund per payment.
    """
    requested = 0
    for payment in _owing()[:BATCH]:
        try:
            refund_request(
                payment_id=payment.pk,
                fen=payment.total_fen - payment.refunded_fen,
                reason=_REASONS[payment.payout],
                key=AUTOMATIC_KEY,
                requested_by=ACTOR,
                now=now,
            )
        except DomainError as error:
            logger.error("wechat_pay %s cannot be refunded by itself: %s", payment, error)
        else:
            requested += 1
    return requested


def _owing() -> "QuerySet[WechatPayment]":
    automatic = WechatRefund.objects.filter(payment=OuterRef("pk"), key=AUTOMATIC_KEY)
    return WechatPayment.objects.filter(
        ~Exists(automatic),
        state=PaymentState.PAID.value,
        payout__in=_REASONS,
        refunded_fen__lt=F("total_fen"),
    ).order_by("pk")


def refunds_sync_open(*, gateway: PaymentGateway, now: datetime) -> dict[str, int]:
    """Send or query the refunds that are due; one that fails stops no other.

    Returns:
        How many ended in which state; `failed` counts those without an answer.
    """
    counts: dict[str, int] = {}
    due = WechatRefund.objects.due_for_check(now=now).whose_turn_it_is().select_related("payment")
    for refund in due[:BATCH]:
        try:
            result = refund_send(refund=refund, gateway=gateway, now=now).value
        except (GatewayError, DomainError) as error:
            logger.warning("wechat_pay refund %s could not be settled: %s", refund, error)
            result = "failed"
        counts[result] = counts.get(result, 0) + 1
    return counts
