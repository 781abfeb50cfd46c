"""WeChat Pay as one of the shop's payment providers."""

import logging
from datetime import datetime

from django.utils import timezone

from plugins.kernel.errors import DomainError, GatewayError
from plugins.orders.public import Payout, RefundStanding, Verdict
from plugins.wechat_pay.errors import NotFailed
from plugins.wechat_pay.gateway import gateway
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.selectors import payment_of_order
from plugins.wechat_pay.services.payment_close import payment_close
from plugins.wechat_pay.services.refund_request import refund_request, refund_retry
from plugins.wechat_pay.states import PaymentState, RefundReason, RefundState

logger = logging.getLogger(__name__)

_VERDICTS = {
    PaymentState.PAID: Verdict.PAID,
    PaymentState.CLOSED: Verdict.CLOSED,
    PaymentState.OPEN: Verdict.UNKNOWN,
}
_STANDINGS = {
    RefundState.REQUESTED: RefundStanding.UNDER_WAY,
    RefundState.PROCESSING: RefundStanding.UNDER_WAY,
    RefundState.SUCCEEDED: RefundStanding.SUCCEEDED,
    RefundState.ABNORMAL: RefundStanding.ABNORMAL,
    RefundState.CLOSED: RefundStanding.FAILED,
    RefundState.REFUSED: RefundStanding.FAILED,
}


class WechatPayProvider:
    """See `plugins.orders.providers.PaymentProvider`."""

    def end_payments(self, *, order_id: int) -> Verdict:
        payments = WechatPayment.objects.filter(order_id=order_id)
        if payments.filter(state=PaymentState.PAID.value).exists():
            return Verdict.PAID
        payment = payments.open().first()
        if payment is None:
            return Verdict.CLOSED
        try:
            state = payment_close(payment=payment, gateway=gateway(), now=timezone.now())
        except (GatewayError, DomainError) as error:
            logger.warning("wechat_pay %s could not be ended: %s", payment, error)
            return Verdict.UNKNOWN
        return _VERDICTS[state]

    def has_paid(self, *, order_id: int) -> bool:
        paid = WechatPayment.objects.filter(order_id=order_id, state=PaymentState.PAID.value)
        return paid.filter(payout=Payout.APPLIED.value).exists()

    def refund_promise(
        self, *, order_id: int, fen: int, key: str, reason: str, requested_by: str, now: datetime
    ) -> None:
        refund_request(
            payment_id=payment_of_order(order_id=order_id).pk,
            fen=fen,
            reason=RefundReason(reason),
            key=key,
            requested_by=requested_by,
            now=now,
        )

    def refund_again(self, *, order_id: int, key: str, requested_by: str, now: datetime) -> None:
        refund = _last_try(order_id=order_id, key=key)
        if refund is None:
            raise NotFailed()
        refund_retry(refund=refund, requested_by=requested_by, now=now)

    def refund_standing(self, *, order_id: int, key: str) -> RefundStanding | None:
        refund = _last_try(order_id=order_id, key=key)
        return None if refund is None else _STANDINGS[RefundState(refund.state)]


def _last_try(*, order_id: int, key: str) -> WechatRefund | None:
    """Follow the refund asked for under `key` to its latest repetition."""
    refund = WechatRefund.objects.filter(payment__order_id=order_id, key=key).first()
    while refund is not None:
        again = WechatRefund.objects.filter(retry_of=refund).first()
        if again is None:
            break
        refund = again
    return refund
