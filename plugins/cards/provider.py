"""Cards as one of the shop's payment providers."""

import logging

from django.utils import timezone

from plugins.cards.gateway import gateway
from plugins.cards.models import CardPayment
from plugins.cards.services.card_payment_end import card_payment_end
from plugins.cards.states import LIVE, CardState
from plugins.kernel.errors import DomainError, GatewayError
from plugins.orders.public import Verdict

logger = logging.getLogger(__name__)

_VERDICTS = {
    CardState.SUCCEEDED: Verdict.PAID,
    CardState.CANCELED: Verdict.CLOSED,
    **dict.fromkeys(LIVE, Verdict.UNKNOWN),
}


class CardsProvider:
    """See `plugins.orders.providers.PaymentProvider`."""

    def end_payments(self, *, order_id: int) -> Verdict:
        payments = CardPayment.objects.filter(order_id=order_id)
        if payments.filter(state=CardState.SUCCEEDED.value).exists():
            return Verdict.PAID
        payment = payments.live().first()
        if payment is None:
            return Verdict.CLOSED
        try:
            state = card_payment_end(payment=payment, gateway=gateway, now=timezone.now())
        except (GatewayError, DomainError) as error:
            logger.warning("cards %s could not be ended: %s", payment, error)
            return Verdict.UNKNOWN
        return _VERDICTS[state]
