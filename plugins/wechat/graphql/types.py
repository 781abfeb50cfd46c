from collections.abc import Callable

import graphene

from plugins.wechat.errors import refusals_of_wechat
from plugins.wechat.gateway import LoginGateway
from plugins.wechat.services.web_authorisation import web_authorisation_end
from plugins.wechat.states import WebPurpose

WechatWebPurpose = graphene.Enum(
    "WechatWebPurpose", [(purpose.name, purpose.value) for purpose in WebPurpose]
)


class WechatAuthorisationInput(graphene.InputObjectType):
    """What a browser came back from WeChat with, besides the code."""

    state = graphene.String(required=True, description="As it stands in the address.")
    verifier = graphene.String(required=True, description="What `wechatAuthorise` was given.")

    class Meta:
        description = "Proof that this browser was sent to WeChat by the shop."


#: The argument of mutations that take codes of the mini-program and of WeChat's browser.
AUTHORISATION = WechatAuthorisationInput(
    description="With a code from WeChat's browser; none with a code of `wx.login`."
)


def door_of(
    authorisation, *, purpose: WebPurpose, now, otherwise: Callable[[], LoginGateway]
) -> LoginGateway:
    """Return who redeems the code: the official account for a browser that was sent by us.

    Args:
        otherwise: gives the mini-program, whose codes come without an authorisation.
    """
    with refusals_of_wechat():
        if authorisation is None:
            return otherwise()
        return web_authorisation_end(
            purpose=purpose,
            state=authorisation["state"],
            verifier=authorisation["verifier"],
            now=now,
        )
