"""Send a message through WeChat, if the buyer wants it there."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from plugins.kernel.errors import GatewayError
from plugins.kernel.transitions import move
from plugins.messages import rules
from plugins.messages.errors import ValueUnsendable
from plugins.messages.gateway import Letter, MessageGateway, gateway
from plugins.messages.models import Message, MessageConsent
from plugins.messages.rules import MessageKind
from plugins.messages.selectors import templates
from plugins.messages.states import TRANSITIONS, MessageState
from plugins.orders.public import is_awaiting_payment
from plugins.wechat.public import openid_of

logger = logging.getLogger(__name__)
ACTOR = "system:messages"

#: WeChat's word that the buyer takes no message more of this template.
NO_GRANT_LEFT = "43101"
#: Recipient, template, page or a value is wrong, and stays so. Any other failure is
#: tried again: WeChat is busy, or the shop's own access is in disorder.
FINAL = frozenset({"40003", "40037", "41030", "47003"})


class _Stop(Exception):
    """The message ends here, without a call to WeChat."""

    def __init__(self, state: MessageState, reason: str):
        self.state = state
        self.reason = reason
        super().__init__(reason)


def send_owed(payload: Mapping[str, Any]) -> None:
    """Send a message that is still owed. A handler of the outbox."""
    if Message.objects.filter(pk=payload["message_id"], state=MessageState.OWED.value).exists():
        message_send(message_id=payload["message_id"], gateway=gateway(), now=timezone.now())


def message_send(*, message_id: int, gateway: MessageGateway, now: datetime) -> MessageState:
    """Send one message and return what became of it.

    At least once: should WeChat's answer be lost, the next attempt may repeat what
    has arrived, if the buyer granted more than one.

    Raises:
        GatewayError: not sent; try again later.
    """
    letter = _prepared(message_id)
    if letter is None:
        return MessageState(Message.objects.get(pk=message_id).state)
    try:
        msgid = gateway.send(letter)
    except GatewayError as error:
        return _refused(message_id, error)
    return _end(message_id, MessageState.SENT, msgid=msgid[:64], sent_at=now, last_error="")


@transaction.atomic
def _prepared(message_id: int) -> Letter | None:
    """Set one grant aside and return what to send; None when nothing is to be sent."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
    if message.state != MessageState.OWED.value:
        return None
    try:
        letter = _letter(message)
        _take_grant(message)
    except _Stop as stop:
        _end(message_id, stop.state, gives_back=True, last_error=stop.reason[:200])
        return None
    Message.objects.filter(pk=message_id).update(attempts=F("attempts") + 1, holds_grant=True)
    return letter


def _letter(message: Message) -> Letter:
    kind = MessageKind(message.kind)
    template = templates().get(kind)
    if template is None:
        raise _Stop(MessageState.NOT_WANTED, "未配置模板 · no template is configured")
    if kind is MessageKind.PAY_REMINDER and not is_awaiting_payment(order_id=message.order_id):
        raise _Stop(MessageState.NOT_WANTED, "订单已不待付款 · the order awaits no payment")
    openid = openid_of(user=message.buyer_id, app_id=settings.WECHAT_APPID)
    if openid is None:
        raise _Stop(MessageState.NOT_WANTED, "买家没有微信身份 · the buyer is not from WeChat")
    try:
        data = rules.data_of(kind=kind, facts=message.facts, template=template)
    except ValueUnsendable as error:
        logger.error("%s cannot be sent: %s", message, error)
        raise _Stop(MessageState.FAILED, str(error)) from error
    return Letter(
        openid=openid,
        template_id=template.id,
        data=data,
        page=rules.order_page(message.facts["number"]),
    )


def _take_grant(message: Message) -> None:
    """Set a grant of the buyer aside, unless an earlier attempt has."""
    consents = MessageConsent.objects.filter(buyer_id=message.buyer_id, kind=message.kind)
    consent = consents.select_for_update().first()
    if consent is not None and not consent.is_on:
        raise _Stop(MessageState.NOT_WANTED, "买家已关闭此类消息 · switched off by the buyer")
    if message.holds_grant:
        return
    if consent is None or not consent.grants:
        raise _Stop(MessageState.NOT_WANTED, "买家没有订阅 · the buyer granted none")
    consents.update(grants=F("grants") - 1)


def _refused(message_id: int, error: GatewayError) -> MessageState:
    told = str(error)[:200]
    message = Message.objects.get(pk=message_id)
    if error.code == NO_GRANT_LEFT:
        if message.attempts > 1:
            told = f"{told}（此前的尝试可能已送达 · an earlier attempt may have arrived）"[:200]
        return _end(message_id, MessageState.NOT_WANTED, grants=0, last_error=told)
    if error.code in FINAL:
        logger.error("%s is refused for good: %s", message, error)
        return _end(message_id, MessageState.FAILED, gives_back=True, last_error=told)
    Message.objects.filter(pk=message_id).update(last_error=told)
    raise error


@transaction.atomic
def _end(
    message_id: int,
    state: MessageState,
    *,
    grants: int | None = None,
    gives_back: bool = False,
    **changes: Any,
) -> MessageState:
    """Write down the outcome, unless another attempt has."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
    if message.state != MessageState.OWED.value:
        return MessageState(message.state)
    consents = MessageConsent.objects.filter(buyer_id=message.buyer_id, kind=message.kind)
    if grants is not None:
        consents.update(grants=grants)
    elif gives_back and message.holds_grant:
        consents.update(grants=F("grants") + 1)
    move(
        message,
        state,
        transitions=TRANSITIONS,
        actor=ACTOR,
        action=f"messages.message.{state.value}",
        reason=changes["last_error"],
        changes={"holds_grant": False, **changes},
    )
    return state
