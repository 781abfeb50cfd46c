"""Open an order for payment by card and hand the buyer what Stripe.js needs."""

import logging
import secrets
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from plugins.cards import rules
from plugins.cards.errors import StripeFault
from plugins.cards.gateway import CardGateway
from plugins.cards.messages import Intent
from plugins.cards.models import CardPayment
from plugins.cards.services.card_payment_apply import ACTOR, card_payment_apply, is_live
from plugins.cards.services.card_payment_end import cancel_unopened
from plugins.cards.states import CardState
from plugins.kernel import audit
from plugins.kernel.errors import GatewayError
from plugins.orders.public import (
    NotPayable,
    OtherPaymentUnderWay,
    PayableOrder,
    is_awaiting_payment,
    order_payable,
    payments_end_others,
)

logger = logging.getLogger(__name__)

PROVIDER = "mall_cards"


def card_payment_start(*, number: str, buyer: Any, gateway: CardGateway, now: datetime) -> Intent:
    """Return the intent, with its secret, that pays the buyer's order.

    Other ways to pay are ended first; the row is committed before Stripe is called.
    Of two providers started at the same moment the database takes one. A repetition
    returns the same intent.

    Raises:
        OrderNotFound, NotPayable, PaymentOverdue, OtherPaymentUnderWay: there is
            nothing to pay, or not this way now.
        GatewayError: Stripe did not answer; repeat.
    """
    payable = order_payable(number=number, buyer=buyer, now=now)
    payment, intent = _attempt(payable, gateway, now)
    if intent.state is CardState.CANCELED:
        # Canceled at Stripe, by hand or by another provider: a new one takes its place.
        payment, intent = _attempt(payable, gateway, now)
    if not is_live(payment):
        raise NotPayable()
    return intent


def _attempt(
    payable: PayableOrder, gateway: CardGateway, now: datetime
) -> tuple[CardPayment, Intent]:
    payment = _live_payment(payable, now)
    return payment, _intent(payment, gateway, now)


def _live_payment(payable: PayableOrder, now: datetime) -> CardPayment:
    """Return the order's one way to be paid.

    Raises:
        NotPayable, OtherPaymentUnderWay: it is paid, or being paid in another way.
    """
    live = CardPayment.objects.live().filter(order_id=payable.order_id)
    payment = live.first()
    if payment is not None:
        return payment
    payments_end_others(order_id=payable.order_id, keeping=PROVIDER)
    try:
        return _create(payable, now)
    except IntegrityError:
        # A second tap was faster, or another provider, or the end of the order.
        payment = live.first()
    if payment is not None:
        return payment
    if not is_awaiting_payment(order_id=payable.order_id):
        raise NotPayable()
    raise OtherPaymentUnderWay()


@transaction.atomic
def _create(payable: PayableOrder, now: datetime) -> CardPayment:
    payment = CardPayment.objects.create(
        order_id=payable.order_id,
        order_number=payable.number,
        idempotency_key=secrets.token_hex(16),
        total_fen=payable.total_fen,
        opened_at=now,
        check_after=now + rules.FIRST_CHECK,
    )
    audit.record(
        "cards.payment.opened",
        payment,
        actor=ACTOR,
        order=payable.order_id,
        total_fen=payable.total_fen,
    )
    return payment


def _intent(payment: CardPayment, gateway: CardGateway, now: datetime) -> Intent:
    if payment.intent_id is None:
        return _opened(payment, gateway, now)
    intent = gateway.intent(payment.intent_id)
    card_payment_apply(intent=intent, at=now)
    payment.refresh_from_db()
    return intent


def _opened(payment: CardPayment, gateway: CardGateway, now: datetime) -> Intent:
    try:
        intent = gateway.create_intent(
            key=payment.idempotency_key,
            total_fen=payment.total_fen,
            order_number=payment.order_number,
        )
    except StripeFault as fault:
        if rules.is_answer_kept(fault.http_status):
            # The key would fail for a day: the next attempt takes another one.
            cancel_unopened(payment=payment, now=now, reason="stripe_refused")
        raise
    mine = CardPayment.objects.live().filter(pk=payment.pk)
    if not mine.filter(Q(intent_id=None) | Q(intent_id=intent.id)).update(intent_id=intent.id):
        _drop(gateway, intent)
        raise NotPayable()
    payment.intent_id = intent.id
    return intent


def _drop(gateway: CardGateway, intent: Intent) -> None:
    """Tidy up at Stripe; nobody was given the secret, so it is no loss if it fails."""
    try:
        gateway.cancel_intent(intent.id)
    except GatewayError as error:
        logger.warning("cards %s stays open at Stripe without a use: %s", intent.id, error)
