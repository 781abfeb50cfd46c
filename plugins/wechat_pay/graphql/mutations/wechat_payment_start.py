import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.wechat.public import openid_of
from plugins.wechat_pay.errors import NoWechatIdentity, unavailable_instead
from plugins.wechat_pay.gateway import gateway
from plugins.wechat_pay.graphql.types import WechatPaymentRequest
from plugins.wechat_pay.services.payment_prepay import payment_prepay


class WechatPaymentStart(DomainMutation):
    request = graphene.Field(
        WechatPaymentRequest, description="Parameters for `wx.requestPayment`."
    )

    class Arguments:
        order_number = graphene.String(required=True, description="Number of the order.")

    class Meta:
        audience = CUSTOMER
        description = "Opens the caller's unpaid order at WeChat Pay; safe to repeat."

    @classmethod
    def execute(cls, root, info, order_number):
        buyer = info.context.user
        with unavailable_instead():
            wechat = gateway()
            openid = openid_of(user=buyer, app_id=wechat.appid)
            if openid is None:
                raise NoWechatIdentity()
            request = payment_prepay(
                number=order_number,
                buyer=buyer,
                openid=openid,
                gateway=wechat,
                now=timezone.now(),
            )
        return cls(request=request)
