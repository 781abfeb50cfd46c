"""Cards as one of the shop's payment providers."""

import logging
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from plugins.cards.errors import CardPaymentNotFound, RefundNotFailed
from plugins.cards.gateway import gateway
from plugins.cards.models import CardPayment, CardRefund
from plugins.cards.services.card_payment_end import card_payment_end
from plugins.cards.services.card_refund import card_refund_promise
from plugins.cards.states import LIVE, CardState, RefundState
from plugins.kernel import audit
from plugins.kernel.errors import DomainError, GatewayError
from plugins.orders.public import Payout, RefundStanding, Verdict

logger = logging.getLogger(__name__)

_VERDICTS = {
    CardState.SUCCEEDED: Verdict.PAID,
    CardState.CANCELED: Verdict.CLOSED,
    **dict.fromkeys(LIVE, Verdict.UNKNOWN),
}
#: Between a refund's key and the number of its repetition.
AGAIN = "~"


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

    def has_paid(self, *, order_id: int) -> bool:
        return _paying(order_id) is not None

    def refund_promise(
        self, *, order_id: int, fen: int, key: str, reason: str, requested_by: str, now: datetime
    ) -> None:
        payment = _paying(order_id)
        if payment is None:
            raise CardPaymentNotFound()
        card_refund_promise(
            payment_id=payment.pk, fen=fen, key=key, reason=reason, actor=requested_by, now=now
        )

    def refund_again(self, *, order_id: int, key: str, requested_by: str, now: datetime) -> None:
        tries = _tries(order_id=order_id, key=key)
        if not tries or _standing(tries[-1]) is not RefundStanding.FAILED:
            raise RefundNotFailed()
        failed = tries[-1]
        card_refund_promise(
            payment_id=failed.payment_id,
            fen=failed.fen,
            key=f"{key}{AGAIN}{len(tries)}",
            reason=failed.reason,
            actor=requested_by,
            now=now,
        )

    def refund_standing(self, *, order_id: int, key: str) -> RefundStanding | None:
        tries = _tries(order_id=order_id, key=key)
        return _standing(tries[-1]) if tries else None


def _paying(order_id: int) -> CardPayment | None:
    return CardPayment.objects.filter(
        order_id=order_id, state=CardState.SUCCEEDED.value, payout=Payout.APPLIED.value
    ).first()


def _tries(*, order_id: int, key: str) -> list[CardRefund]:
    same = Q(key=key) | Q(key__startswith=f"{key}{AGAIN}")
    return list(CardRefund.objects.filter(same, payment__order_id=order_id).order_by("pk"))


def _standing(refund: CardRefund) -> RefundStanding:
    if refund.state == RefundState.SUCCEEDED.value:
        return RefundStanding.SUCCEEDED
    if refund.state != RefundState.FAILED.value:
        return RefundStanding.UNDER_WAY
    # What a bank sent back after it had succeeded cannot go to that card again.
    had_succeeded = audit.history_of(refund).filter(action="cards.refund.succeeded").exists()
    return RefundStanding.ABNORMAL if had_succeeded else RefundStanding.FAILED
