import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.wechat.gateway import gateway
from plugins.wechat.graphql.types import AUTHORISATION, door_of
from plugins.wechat.services.wechat_close import wechat_close
from plugins.wechat.states import WebPurpose


class WechatAccountClose(DomainMutation):
    class Arguments:
        code = graphene.String(
            required=True, description="What `wx.login` or WeChat's browser gave; works once."
        )
        authorisation = AUTHORISATION

    class Meta:
        audience = CUSTOMER
        description = (
            "Closes the caller's account for good, when it has no e-mail address that"
            " `accountCloseRequest` could write to; orders are kept as the law asks."
        )

    @classmethod
    def execute(cls, root, info, code, authorisation=None):
        now = timezone.now()
        wechat = door_of(authorisation, purpose=WebPurpose.CLOSE, now=now, otherwise=gateway)
        wechat_close(user=info.context.user, code=code, gateway=wechat, now=now)
        return cls()
