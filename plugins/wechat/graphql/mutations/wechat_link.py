import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.wechat.gateway import gateway
from plugins.wechat.graphql.types import AUTHORISATION, door_of
from plugins.wechat.services.wechat_link import wechat_link
from plugins.wechat.states import WebPurpose


class WechatLink(DomainMutation):
    is_linked = graphene.Boolean(description="Whether the account has the identity now.")

    class Arguments:
        code = graphene.String(
            required=True, description="What `wx.login` or WeChat's browser gave; works once."
        )
        authorisation = AUTHORISATION

    class Meta:
        audience = CUSTOMER
        description = "Links the caller's account with her WeChat identity, so that she can pay."

    @classmethod
    def execute(cls, root, info, code, authorisation=None):
        now = timezone.now()
        wechat = door_of(authorisation, purpose=WebPurpose.LINK, now=now, otherwise=gateway)
        wechat_link(user=info.context.user, code=code, gateway=wechat, now=now)
        return cls(is_linked=True)
