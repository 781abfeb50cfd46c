import graphene
from django.utils import timezone
from saleor.graphql.account.types import User

from plugins.accounts.public import Means, device_of, session_open
from plugins.kernel.graphql import ANYONE, DomainMutation
from plugins.wechat.gateway import gateway
from plugins.wechat.graphql.types import AUTHORISATION, door_of
from plugins.wechat.services.wechat_login import wechat_login
from plugins.wechat.states import WebPurpose


class WechatLogin(DomainMutation):
    token = graphene.String(description="Access token, as `loginWithPassword` gives it.")
    refresh_token = graphene.String(description="For `loginRefresh`; works once.")
    expires_in = graphene.Int(description="Life of the access token in seconds.")
    user = graphene.Field(User, description="The user logged in.")
    is_new = graphene.Boolean(description="Whether this login made the user.")

    class Arguments:
        code = graphene.String(
            required=True, description="What `wx.login` or WeChat's browser gave; works once."
        )
        authorisation = AUTHORISATION

    class Meta:
        audience = ANYONE
        description = "Logs a WeChat user in; the first login makes the user."

    @classmethod
    def execute(cls, root, info, code, authorisation=None):
        now = timezone.now()
        wechat = door_of(authorisation, purpose=WebPurpose.LOGIN, now=now, otherwise=gateway)
        login = wechat_login(code=code, gateway=wechat, now=now)
        pair = session_open(
            user=login.user, device=device_of(info.context), means=Means.WECHAT, now=now
        )
        # The fields of User look at the caller, who is now this user.
        info.context.user = pair.user
        info.context.login_session = pair.session
        return cls(
            token=pair.access_token,
            refresh_token=pair.refresh_token,
            expires_in=pair.expires_in,
            user=pair.user,
            is_new=login.created,
        )
