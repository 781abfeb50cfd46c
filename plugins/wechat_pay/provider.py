"""WeChat Pay as one of the shop's payment providers."""

import logging

from django.utils import timezone

from plugins.kernel.errors import DomainError, GatewayError
from plugins.orders.public import Verdict
from plugins.wechat_pay.gateway import gateway
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.services.payment_close import payment_close
from plugins.wechat_pay.states import PaymentState

logger = logging.getLogger(__name__)

_VERDICTS = {
    PaymentState.PAID: Verdict.PAID,
    PaymentState.CLOSED: Verdict.CLOSED,
    PaymentState.OPEN: Verdict.UNKNOWN,
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
