"""Li, who comes from WeChat and has an order, and WeChat's messages in memory."""

from __future__ import annotations

import pytest
from django.utils import timezone

from plugins.messages.gateway import WechatMessages
from plugins.messages.models import Message, MessageConsent
from plugins.messages.rules import MessageKind
from plugins.messages.selectors import templates
from plugins.messages.services.message_send import message_send
from plugins.messages.services.order_messages import order_paid_message
from plugins.shipments.rules import Label, Method
from plugins.shipments.services.shipment_make import shipment_make
from plugins.wechat.models import WechatIdentity
from plugins.wechat_pay.services.payment_apply_transaction import payment_apply_transaction
from tests.unit.messages.memory_gateway import MemoryMessages
from tests.unit.wechat.fixtures import client as mini_client
from tests.unit.wechat.fixtures import pauses, session, wire
from tests.unit.wechat_pay.services.conftest import payment, placed, start, wechat
from tests.unit.wechat_simulator.fixtures import clock, hands, identity, identity_home, world

__all__ = [
    "clock",
    "hands",
    "identity",
    "identity_home",
    "mini_client",
    "pauses",
    "payment",
    "placed",
    "session",
    "start",
    "wechat",
    "wire",
    "world",
]

ZTO = Label("ZTO", "75312345678901")


@pytest.fixture
def mail() -> MemoryMessages:
    return MemoryMessages("o-li")


@pytest.fixture
def simulated(mini_client) -> WechatMessages:
    """The real gateway, wired to the simulator."""
    return WechatMessages(mini_client.wxa)


@pytest.fixture
def li_in_wechat(buyer_li, settings):
    settings.WECHAT_APPID = "wx00000000000000aa"
    now = timezone.now()
    WechatIdentity.objects.create(
        app_id=settings.WECHAT_APPID,
        openid="o-li",
        user=buyer_li,
        created_at=now,
        last_login_at=now,
    )
    return buyer_li


@pytest.fixture
def paid(payment, wechat, placed):
    """Li has paid 2680 fen through WeChat."""
    payment_apply_transaction(transaction=wechat.pay(payment.out_trade_no), now=timezone.now())
    placed.refresh_from_db()
    payment.refresh_from_db()
    return payment


@pytest.fixture
def ship(placed):
    def make(method=Method.EXPRESS, labels=(ZTO,)):
        return shipment_make(
            number=placed.number, method=method, labels=labels, actor="staff:3", now=timezone.now()
        )

    return make


@pytest.fixture
def accept(li_in_wechat, mail):
    """`accept(MessageKind.PAID)`: Li accepts one message of it, and WeChat knows."""

    def grant(kind=MessageKind.PAID, times=1):
        consent, _ = MessageConsent.objects.get_or_create(buyer=li_in_wechat, kind=kind.value)
        consent.grants += times
        consent.save()
        mail.grant("o-li", templates()[kind].id, times)

    return grant


@pytest.fixture
def owed(paid, placed, li_in_wechat) -> Message:
    """The message that Li's order is paid, not sent yet."""
    return order_paid_message(order_id=placed.order_id, now=timezone.now())


@pytest.fixture
def send(mail):
    """`send(message)` is one attempt; returns the message as it stands then."""

    def attempt(message):
        message_send(message_id=message.pk, gateway=mail, now=timezone.now())
        message.refresh_from_db()
        return message

    return attempt


@pytest.fixture
def grants(buyer_li):
    def left(kind=MessageKind.PAID):
        return MessageConsent.objects.get(buyer=buyer_li, kind=kind.value).grants

    return left
