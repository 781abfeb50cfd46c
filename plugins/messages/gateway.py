"""The one door to WeChat's subscription messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from plugins.wechat.public import MiniProgramApi, mini_program


@dataclass(frozen=True)
class Letter:
    """A message as it leaves: to whom, by which template, with what."""

    openid: str
    template_id: str
    data: Mapping[str, Mapping[str, str]]
    page: str


class MessageGateway(Protocol):
    def send(self, letter: Letter) -> str:
        """Send a message and return WeChat's number of it.

        Raises:
            GatewayError: refused (`code` is WeChat's) or not reached; without a code it
                may have arrived.
        """


class WechatMessages:
    def __init__(self, api: MiniProgramApi):
        self.api = api

    def send(self, letter: Letter) -> str:
        answer = self.api.send_subscribe_message(
            user_id=letter.openid,
            template_id=letter.template_id,
            data=letter.data,
            page=letter.page,
        )
        return str(answer.get("msgid", ""))


def gateway() -> MessageGateway:
    """Return the door to WeChat.

    Raises:
        NotConfigured: the settings name no mini-program.
    """
    return WechatMessages(mini_program())
