import graphene
from django.utils import timezone
from graphql_jwt.shortcuts import get_token
from saleor.graphql.account.types import User

from plugins.kernel.graphql import ANYONE, DomainMutation
from plugins.wechat.errors import refusals_of_wechat
from plugins.wechat.gateway import gateway
from plugins.wechat.services.wechat_login import wechat_login


class WechatLogin(DomainMutation):
    token = graphene.String(description="JWT of the user, as `tokenCreate` gives it.")
    user = graphene.Field(User, description="The user logged in.")
    is_new = graphene.Boolean(description="Whether this login made the user.")

    class Arguments:
        code = graphene.String(required=True, description="What `wx.login` gave; works once.")

    class Meta:
        audience = ANYONE
        description = "Logs a WeChat user in; the first login makes the user."

    @classmethod
    def execute(cls, root, info, code):
        with refusals_of_wechat():
            wechat = gateway()
        login = wechat_login(code=code, gateway=wechat, now=timezone.now())
        # The fields of User look at the caller, who is now this user.
        info.context.user = login.user
        return cls(token=get_token(login.user), user=login.user, is_new=login.created)
