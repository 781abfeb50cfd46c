"""Ask Stripe how a payment stands, and believe the answer."""

from datetime import datetime

from plugins.cards import rules
from plugins.cards.gateway import CardGateway
from plugins.cards.models import CardPayment
from plugins.cards.services.card_payment_apply import Applied, card_payment_apply, is_live
from plugins.cards.services.card_payment_end import card_payment_end
from plugins.orders.public import is_awaiting_payment


def card_payment_sync(*, payment: CardPayment, gateway: CardGateway, now: datetime) -> Applied:
    """Query one payment and apply the answer; also what a lost event needs.

    A payment that is still live although its order needs no money any more is
    ended. Never called inside a transaction: it talks to Stripe.

    Raises:
        IntentRefused: the answer contradicts our books.
        GatewayError: Stripe could not be asked. “No such intent” is one of them:
            another account's keys would say that of every payment.
    """
    CardPayment.objects.filter(pk=payment.pk).update(
        check_after=rules.next_check(opened_at=payment.opened_at, now=now)
    )
    applied = Applied.ALREADY
    if payment.intent_id is not None:
        applied = card_payment_apply(intent=gateway.intent(payment.intent_id), at=now)
    payment.refresh_from_db()
    if is_live(payment) and not is_awaiting_payment(order_id=payment.order_id):
        card_payment_end(payment=payment, gateway=lambda: gateway, now=now)
        return Applied.MOVED
    return applied
