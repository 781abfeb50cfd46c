import graphene

from plugins.wechat_pay.states import PayingApp, PaymentState

WechatPaymentState = graphene.Enum(
    "WechatPaymentState", [(state.name, state.value) for state in PaymentState]
)


WechatApp = graphene.Enum("WechatApp", [(app.name, app.value) for app in PayingApp])


class WechatPaymentRequest(graphene.ObjectType):
    """What a page hands to the payment sheet, name for name."""

    app_id = graphene.String(required=True, description="The mini-program or official account.")
    time_stamp = graphene.String(required=True, description="Seconds since the epoch, as text.")
    nonce_str = graphene.String(required=True, description="Random text.")
    package = graphene.String(required=True, description="`prepay_id=…`.")
    sign_type = graphene.String(required=True, description="Always RSA.")
    pay_sign = graphene.String(required=True, description="Signature over the four before.")

    class Meta:
        description = "Signed parameters for the payment sheet."
