"""Owe the buyer money: a row that the sweep turns into a refund at WeChat."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction

from plugins.kernel import audit
from plugins.wechat_pay import errors, rules
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.states import FAILED, REASON_TEXT, PaymentState, RefundReason, RefundState


@transaction.atomic
def refund_request(
    *,
    payment_id: int,
    fen: int,
    reason: RefundReason,
    key: str,
    requested_by: str,
    now: datetime,
    retry_of: WechatRefund | None = None,
) -> WechatRefund:
    """Promise `fen` of a payment back; WeChat is not asked here.

    `key` names the occasion (an after-sales case, a retry): asking again with
    the same key, amount and reason returns the refund there is. The payment is
    locked, so two askers together cannot promise more than was paid; the
    database would refuse it besides.

    Raises:
        NothingToRefund: the payment was never paid.
        RefundTooMuch, RefundTooOften, RefundTooOld: WeChat would not do it.
        RefundKeyReused: the key stands for another amount or reason.
        ValueError: `fen` is not positive.
    """
    if fen < 1:
        raise ValueError(f"{fen} fen cannot be refunded")
    payment = WechatPayment.objects.select_for_update().get(pk=payment_id)
    same = payment.refunds.filter(key=key).first()
    if same is not None:
        if (same.fen, same.reason) != (fen, reason.value):
            raise errors.RefundKeyReused()
        return same
    _refuse_impossible(payment=payment, fen=fen, now=now)
    refund = WechatRefund.objects.create(
        payment=payment,
        out_refund_no=secrets.token_hex(16),
        key=key,
        fen=fen,
        reason=reason.value,
        reason_text=REASON_TEXT[reason],
        notify_url=settings.WECHAT_PAY_NOTIFY_URL or payment.notify_url,
        retry_of=retry_of,
        requested_by=requested_by,
        created_at=now,
        check_after=now,
    )
    audit.record(
        "wechat_pay.refund.requested",
        refund,
        actor=requested_by,
        reason=reason.value,
        order=payment.order_id,
        fen=fen,
    )
    return refund


def _refuse_impossible(*, payment: WechatPayment, fen: int, now: datetime) -> None:
    if payment.state != PaymentState.PAID.value or payment.paid_at is None:
        raise errors.NothingToRefund()
    left = payment.total_fen - payment.refunded_fen
    if fen > left:
        raise errors.RefundTooMuch(left_fen=left, fen=fen)
    if now - payment.paid_at > rules.REFUNDABLE_FOR:
        raise errors.RefundTooOld()
    failed = [state.value for state in FAILED]
    if payment.refunds.exclude(state__in=failed).count() >= rules.MOST_REFUND_PARTS:
        raise errors.RefundTooOften()


def refund_retry(*, refund: WechatRefund, requested_by: str, now: datetime) -> WechatRefund:
    """Try a failed refund again under a new number; repeating this is harmless.

    Raises:
        NotFailed: WeChat has not closed or refused it.
        RefundTooMuch, RefundTooOften, RefundTooOld: it cannot be repeated any more.
    """
    if RefundState(refund.state) not in FAILED:
        raise errors.NotFailed()
    return refund_request(
        payment_id=refund.payment_id,
        fen=refund.fen,
        reason=RefundReason(refund.reason),
        key=f"retry:{refund.out_refund_no}",
        requested_by=requested_by,
        now=now,
        retry_of=refund,
    )
