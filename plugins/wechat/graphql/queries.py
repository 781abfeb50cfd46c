import graphene
from django.conf import settings

from plugins.kernel.graphql import caller
from plugins.wechat.selectors import phone_shown


class WechatQueries(graphene.ObjectType):
    wechat_simulator = graphene.String(
        description="Address of the simulator that stands in for WeChat on a laptop: a browser "
        "logs in and pays on its pages. Null in front of the real WeChat."
    )

    wechat_official_account = graphene.Boolean(
        required=True,
        description="Whether WeChat's own browser can log in and pay with one tap: the shop has"
        " an official account.",
    )

    my_phone = graphene.String(
        required=True,
        description="The number that the caller bound in WeChat, its middle hidden; empty without.",
    )

    @staticmethod
    def resolve_my_phone(_root, info):
        user = caller(info)
        return phone_shown(user=user)

    @staticmethod
    def resolve_wechat_simulator(_root, _info):
        return settings.WECHAT_API_BASE if settings.WECHAT_SIMULATED else None

    @staticmethod
    def resolve_wechat_official_account(_root, _info):
        return bool(settings.WECHAT_OFFICIAL_APPID)
