import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.wechat_pay.errors import unavailable_instead
from plugins.wechat_pay.gateway import gateway
from plugins.wechat_pay.graphql.types import WechatPaymentState
from plugins.wechat_pay.services.payment_sync import payment_sync_for_buyer
from plugins.wechat_pay.states import PaymentState


class WechatPaymentSync(DomainMutation):
    state = graphene.Field(
        WechatPaymentState, description="How the payment stands at WeChat; null if never opened."
    )

    code_url = graphene.String(
        description="Text of the QR code that is good now; null when the payment is not open by one."
    )

    class Arguments:
        order_number = graphene.String(required=True, description="Number of the order.")

    class Meta:
        audience = CUSTOMER
        description = (
            "Asks WeChat whether the caller's order is paid. "
            "The client calls it when the payment sheet closes, whatever that said. "
            "WeChat is asked at most once in 3 seconds; between, the known state is returned."
        )

    @classmethod
    def execute(cls, root, info, order_number):
        with unavailable_instead():
            payment = payment_sync_for_buyer(
                number=order_number,
                buyer=info.context.user,
                gateway=gateway,
                now=timezone.now(),
            )
        if payment is None:
            return cls()
        is_open = payment.state == PaymentState.OPEN.value
        return cls(state=payment.state, code_url=(payment.code_url or None) if is_open else None)
