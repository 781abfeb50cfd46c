import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.wechat_pay.errors import unavailable_instead
from plugins.wechat_pay.gateway import gateway
from plugins.wechat_pay.services.payment_code import payment_code


class WechatPaymentCode(DomainMutation):
    code_url = graphene.String(description="Text of the QR code that WeChat scans.")
    until = graphene.DateTime(description="From then on another code has to be asked for.")

    class Arguments:
        order_number = graphene.String(required=True, description="Number of the order.")

    class Meta:
        audience = CUSTOMER
        description = (
            "Opens the caller's unpaid order at WeChat Pay for whoever scans the code: "
            "for browsers outside WeChat, and accounts that WeChat does not know. Safe to repeat."
        )

    @classmethod
    def execute(cls, root, info, order_number):
        with unavailable_instead():
            code = payment_code(
                number=order_number,
                buyer=info.context.user,
                gateway=gateway(),
                now=timezone.now(),
            )
        return cls(code_url=code.code_url, until=code.until)
