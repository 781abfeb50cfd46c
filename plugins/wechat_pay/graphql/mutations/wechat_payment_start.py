import graphene
from django.conf import settings
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.wechat.public import openid_of
from plugins.wechat_pay.errors import NoWechatIdentity, unavailable_instead
from plugins.wechat_pay.gateway import gateway
from plugins.wechat_pay.graphql.types import WechatApp, WechatPaymentRequest
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.states import PayingApp


class WechatPaymentStart(DomainMutation):
    request = graphene.Field(
        WechatPaymentRequest,
        description="Parameters for `wx.requestPayment` or `getBrandWCPayRequest`.",
    )

    class Arguments:
        order_number = graphene.String(required=True, description="Number of the order.")
        app = WechatApp(description="Where the sheet opens; the mini-program when not named.")

    class Meta:
        audience = CUSTOMER
        description = "Opens the caller's unpaid order at WeChat Pay; safe to repeat."

    @classmethod
    def execute(cls, root, info, order_number, app=None):
        buyer = info.context.user
        with unavailable_instead():
            wechat = gateway()
            is_official = app == PayingApp.OFFICIAL_ACCOUNT.value
            appid = settings.WECHAT_OFFICIAL_APPID if is_official else wechat.appid
            openid = openid_of(user=buyer, app_id=appid)
            if openid is None:
                raise NoWechatIdentity()
            request = payment_prepay(
                number=order_number,
                buyer=buyer,
                openid=openid,
                appid=appid,
                gateway=wechat,
                now=timezone.now(),
            )
        return cls(request=request)
