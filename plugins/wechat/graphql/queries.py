import graphene
from django.conf import settings


class WechatQueries(graphene.ObjectType):
    wechat_simulator = graphene.String(
        description="Address of the simulator that stands in for WeChat on a laptop: a browser "
        "logs in and pays on its pages. Null in front of the real WeChat."
    )

    @staticmethod
    def resolve_wechat_simulator(_root, _info):
        return settings.WECHAT_API_BASE if settings.WECHAT_SIMULATED else None
