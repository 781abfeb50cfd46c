"""Make sure that a card payment can no longer succeed, or find that it did."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from plugins.cards.errors import StripeFault
from plugins.cards.gateway import CardGateway
from plugins.cards.messages import Intent
from plugins.cards.models import CardPayment
from plugins.cards.services.card_payment_apply import (
    card_payment_apply,
    is_live,
    record_canceled,
)
from plugins.cards.states import CardState


def card_payment_end(
    *, payment: CardPayment, gateway: Callable[[], CardGateway], now: datetime
) -> CardState:
    """Cancel the intent at Stripe; return how the payment stands afterwards.

    A live state comes back while the buyer's bank decides: ask again later. Safe
    to repeat after a crash at any line. Never called inside a transaction.

    Raises:
        IntentRefused: Stripe's answer contradicts our books.
        GatewayError: Stripe could not be asked; the payment stays live.
    """
    if is_live(payment) and not cancel_unopened(payment=payment, now=now, reason="payment_ended"):
        payment.refresh_from_db()
    if is_live(payment):
        intent = _canceled_or_else(gateway(), str(payment.intent_id))
        card_payment_apply(intent=intent, at=now)
        payment.refresh_from_db()
    return CardState(payment.state)


@transaction.atomic
def cancel_unopened(*, payment: CardPayment, now: datetime, reason: str) -> bool:
    """Cancel a payment whose intent is not recorded here; no remote call needed.

    Its secret is handed out only after the intent is recorded on a live row, and
    that waits for this lock: so nobody holds the secret, or ever will.
    """
    locked = CardPayment.objects.select_for_update().get(pk=payment.pk)
    if locked.intent_id is not None or not is_live(locked):
        return False
    record_canceled(payment=payment, now=now, reason=reason)
    return True


def _canceled_or_else(gateway: CardGateway, intent_id: str) -> Intent:
    try:
        return gateway.cancel_intent(intent_id)
    except StripeFault as fault:
        if not fault.permanent:
            raise
        # It succeeded, is being processed or was canceled before: Stripe says which.
        return gateway.intent(intent_id)
