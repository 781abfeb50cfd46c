"""Give money back to the card it came from."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from plugins.cards import rules
from plugins.cards.errors import (
    CardPaymentNotFound,
    RefundKeyReused,
    RefundNotPositive,
    RefundTooMuch,
    StripeFault,
)
from plugins.cards.gateway import CardGateway
from plugins.cards.models import CardPayment, CardRefund
from plugins.cards.services.card_refund_apply import card_refund_apply, record_failed
from plugins.cards.states import CardState, RefundState
from plugins.kernel import audit


def card_refund(
    *,
    payment_id: int,
    fen: int,
    key: str,
    reason: str,
    actor: str,
    gateway: CardGateway,
    now: datetime,
) -> CardRefund:
    """Refund `fen` of a card payment, once per `key` however often it is called.

    The amount is reserved and committed before Stripe is called; when Stripe is
    silent the refund stays `asked`, and the sweep asks again with the same key.

    Raises:
        CardPaymentNotFound, RefundNotPositive, RefundTooMuch, RefundKeyReused:
            nothing was changed.
        GatewayError: Stripe did not answer; the sweep continues.
    """
    refund = card_refund_promise(
        payment_id=payment_id, fen=fen, key=key, reason=reason, actor=actor, now=now
    )
    if refund.state == RefundState.ASKED.value:
        card_refund_pursue(refund=refund, gateway=gateway, now=now)
    return refund


def card_refund_promise(
    *, payment_id: int, fen: int, key: str, reason: str, actor: str, now: datetime
) -> CardRefund:
    """Reserve `fen` of a card payment under `key`; Stripe is asked by the sweep.

    Raises:
        CardPaymentNotFound, RefundNotPositive, RefundTooMuch, RefundKeyReused:
            nothing was changed.
    """
    if fen <= 0:
        raise RefundNotPositive(field="fen")
    try:
        return _reserve(
            payment_id=payment_id, fen=fen, key=key, reason=reason, actor=actor, now=now
        )
    except IntegrityError:
        # The same key on another payment: that one is not locked here.
        raise RefundKeyReused(field="key") from None


@transaction.atomic
def _reserve(
    *, payment_id: int, fen: int, key: str, reason: str, actor: str, now: datetime
) -> CardRefund:
    payment = CardPayment.objects.select_for_update().filter(pk=payment_id).first()
    if payment is None or payment.state != CardState.SUCCEEDED.value:
        raise CardPaymentNotFound()
    earlier = CardRefund.objects.filter(key=key).first()
    if earlier is not None:
        if (earlier.payment_id, earlier.fen) != (payment_id, fen):
            raise RefundKeyReused(field="key")
        return earlier
    left = rules.refundable_fen(total_fen=payment.total_fen, refunded_fen=payment.refunded_fen)
    if fen > left:
        raise RefundTooMuch(field="fen", left_fen=left)
    CardPayment.objects.filter(pk=payment_id).update(refunded_fen=F("refunded_fen") + fen)
    refund = CardRefund.objects.create(
        payment=payment,
        key=key,
        fen=fen,
        reason=reason,
        actor=actor,
        opened_at=now,
        check_after=now + rules.FIRST_CHECK,
    )
    audit.record(
        "cards.refund.asked", refund, actor=actor, reason=reason, payment=payment_id, fen=fen
    )
    return refund


def card_refund_pursue(*, refund: CardRefund, gateway: CardGateway, now: datetime) -> None:
    """Ask Stripe for an unfinished refund, or how it stands; apply the answer.

    Never called inside a transaction. Safe to repeat after a crash at any line.

    Raises:
        IntentRefused: Stripe's answer contradicts our books.
        GatewayError: Stripe could not be asked.
    """
    again = now > refund.opened_at
    CardRefund.objects.filter(pk=refund.pk).update(
        check_after=rules.next_check(opened_at=refund.opened_at, now=now)
    )
    intent_id = str(refund.payment.intent_id)
    word = None
    if refund.refund_id is not None:
        word = gateway.refund(refund.refund_id)
    elif again:
        # Stripe forgets a key after a day, the refund it made of it never.
        word = gateway.refund_by_key(key=refund.key, intent_id=intent_id)
    if word is None:
        try:
            word = gateway.create_refund(key=refund.key, intent_id=intent_id, fen=refund.fen)
        except StripeFault as fault:
            if fault.permanent and fault.http_status == 400:
                record_failed(refund=refund, now=now, failure=fault.code or "refused")
                return
            raise
    card_refund_apply(word=word, now=now)
    refund.refresh_from_db()
