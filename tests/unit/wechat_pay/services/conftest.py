"""An order of Li's that awaits payment, and WeChat in memory."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.orders.services.order_cancel import order_end
from plugins.orders.services.order_place import order_place
from plugins.wechat_pay import provider
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.cipher import ResourceCipher
from plugins.wechat_pay.services.payment_apply_transaction import payment_apply_transaction
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.refund_request import refund_request
from plugins.wechat_pay.states import RefundReason
from tests.unit.wechat_pay.memory_gateway import MemoryGateway
from tests.unit.wechat_pay.services.machines import START, Chance


@pytest.fixture
def wechat() -> MemoryGateway:
    return MemoryGateway(now=time.time)


@pytest.fixture
def placed(buyer_li, goods, checkout_of):
    """One 金牛麻花 of 18.80 and 8.00 for shipping: 2680 fen."""
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    return order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-1",
        now=timezone.now(),
    )


@pytest.fixture
def machine_setting(
    buyer_li, goods, checkout_of, world, client, clock, verifier, identity, openid, monkeypatch
):
    """`machine_setting()` is what a state machine needs, with an order placed at its start."""
    chance = Chance(monkeypatch)
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    placed = order_place(
        buyer=buyer_li, checkout_token=checkout.token, idempotency_key="state-machine", now=START
    )

    def make():
        return {
            "placed": placed,
            "buyer": buyer_li,
            "world": world,
            "client": client,
            "clock": clock,
            "chance": chance,
            "verifier": verifier,
            "cipher": ResourceCipher(identity.apiv3_key.encode()),
            "openid": openid,
            "seen": set(),
            "histories": [],
        }

    return make


@pytest.fixture
def start(placed, buyer_li, wechat):
    """`start()` is Li tapping “pay”; `start(after=…)` taps later."""

    def tap(*, openid="o-li", after=timedelta(0)):
        return payment_prepay(
            number=placed.number,
            buyer=buyer_li,
            openid=openid,
            gateway=wechat,
            now=timezone.now() + after,
        )

    return tap


@pytest.fixture
def payment(start) -> WechatPayment:
    """Li's opened payment."""
    start()
    return WechatPayment.objects.get()


@pytest.fixture
def paid(payment, wechat):
    """Li's payment of 2680 fen, applied."""
    payment_apply_transaction(transaction=wechat.pay(payment.out_trade_no), now=timezone.now())
    payment.refresh_from_db()
    return payment


@pytest.fixture
def late(payment, wechat, placed, monkeypatch):
    """The same, but the order had been cancelled."""
    monkeypatch.setattr(provider, "gateway", lambda: wechat)
    order_end(
        placed=placed, now=timezone.now() + timedelta(days=2), actor="system:test", reason="test"
    )
    held = wechat.held[payment.out_trade_no]
    held.transaction = replace(held.transaction, trade_state="NOTPAY")
    payment_apply_transaction(transaction=wechat.pay(payment.out_trade_no), now=timezone.now())
    payment.refresh_from_db()
    return payment


@pytest.fixture
def ask(paid):
    """`ask(fen)` promises part of Li's payment back."""

    def request(fen, *, key="case-1", reason=RefundReason.AFTER_SALES, now=None):
        return refund_request(
            payment_id=paid.pk,
            fen=fen,
            reason=reason,
            key=key,
            requested_by="staff:3",
            now=now or timezone.now(),
        )

    return request
