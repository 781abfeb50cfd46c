import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.wechat.errors import refusals_of_wechat
from plugins.wechat.gateway import gateway
from plugins.wechat.services.wechat_phone_bind import wechat_phone_bind


class WechatPhoneBind(DomainMutation):
    phone = graphene.String(description="The number bound, in E.164.")

    class Arguments:
        code = graphene.String(
            required=True, description="What the phone-number button gave; works once."
        )

    class Meta:
        audience = CUSTOMER
        description = "Binds the phone number that the caller hands over in WeChat."

    @classmethod
    def execute(cls, root, info, code):
        with refusals_of_wechat():
            wechat = gateway()
        phone = wechat_phone_bind(
            user=info.context.user, code=code, gateway=wechat, now=timezone.now()
        )
        return cls(phone=phone)
