import graphene
from django.utils import timezone

from plugins.kernel.graphql import ANYONE, DomainMutation
from plugins.wechat.errors import refusals_of_wechat
from plugins.wechat.graphql.types import WechatWebPurpose
from plugins.wechat.services.web_authorisation import web_authorisation_begin
from plugins.wechat.states import WebPurpose


class WechatAuthorise(DomainMutation):
    address = graphene.String(description="Where WeChat's browser goes now.")

    class Arguments:
        purpose = WechatWebPurpose(required=True, description="What the code is for.")
        verifier = graphene.String(
            required=True,
            description="Random letters and digits, at least 32, that only this page keeps.",
        )
        page = graphene.String(
            required=True, description="Path of the mini-shop's page that WeChat returns to."
        )

    class Meta:
        audience = ANYONE
        description = (
            "Begins web authorisation of the official account. The page comes back with `code`"
            " and `state`, good for one `wechatLogin`, `wechatLink` or `wechatAccountClose`."
        )

    @classmethod
    def execute(cls, root, info, purpose, verifier, page):
        with refusals_of_wechat():
            address = web_authorisation_begin(
                purpose=WebPurpose(purpose), verifier=verifier, page=page, now=timezone.now()
            )
        return cls(address=address)
