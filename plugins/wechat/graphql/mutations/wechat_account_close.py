import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.wechat.errors import refusals_of_wechat
from plugins.wechat.gateway import gateway
from plugins.wechat.services.wechat_close import wechat_close


class WechatAccountClose(DomainMutation):
    class Arguments:
        code = graphene.String(required=True, description="What `wx.login` gave; works once.")

    class Meta:
        audience = CUSTOMER
        description = (
            "Closes the caller's account for good, when it has no e-mail address that"
            " `accountCloseRequest` could write to; orders are kept as the law asks."
        )

    @classmethod
    def execute(cls, root, info, code):
        with refusals_of_wechat():
            wechat = gateway()
        wechat_close(user=info.context.user, code=code, gateway=wechat, now=timezone.now())
        return cls()
