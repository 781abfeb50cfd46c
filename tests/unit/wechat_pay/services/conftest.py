"""An order of Li's that awaits payment, and WeChat in memory."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.orders.services.order_place import order_place
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from tests.unit.wechat_pay.memory_gateway import MemoryGateway


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
