"""李晓梅 buys 麻花 at the bakery's own shop door: chosen, paid, to be fetched."""

from __future__ import annotations

import time as clock
from datetime import time
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone
from saleor.shipping.models import ShippingMethod

from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.orders.services.order_place import order_place
from plugins.pickups.models import Pickup
from plugins.pickups.rules import Span
from plugins.pickups.services.checkout_pick_up import checkout_pick_up
from plugins.pickups.services.pickup_ready import pickup_ready
from plugins.pickups.services.point_save import PointFacts, point_create
from plugins.shipping_rules.public import Terms
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.services.payment_apply_transaction import payment_apply_transaction
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from tests.unit.child_orders.conftest import bakery, hu, orchard, peach, wang
from tests.unit.wechat_pay.memory_gateway import MemoryGateway

__all__ = ["bakery", "hu", "orchard", "peach", "wang"]
WEEK = [Span(day, time(9), time(18)) for day in range(6)]


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def mahua(goods):
    return goods("金牛麻花", "18.80", stock=50)


@pytest.fixture
def wechat() -> MemoryGateway:
    return MemoryGateway(now=clock.time)


def facts(**changes) -> PointFacts:
    return PointFacts(
        **{
            "name": "老街店",
            "province": "湖北",
            "city": "黄石",
            "county": "大冶",
            "town": "金牛镇",
            "street": "湖北省黄石市大冶市金牛镇胜利路12号",
            "phone": "0714-8712345",
            "keep_days": 3,
            "hours": WEEK,
            **changes,
        }
    )


@pytest.fixture
def method(shipping_method) -> ShippingMethod:
    """The shop's free method that only pick-up may take."""
    terms = Terms(code="pick-up", provinces=(), cold_chain=True, pick_up=True)
    return ShippingMethod.objects.create(
        name="到店自提",
        type="price",
        price_amount=Decimal(0),
        currency="CNY",
        minimum_order_price_amount=Decimal(0),
        shipping_zone=shipping_method.shipping_zone,
        meta=terms.as_meta(),
    )


@pytest.fixture
def point(hu, method):
    return point_create(actor=hu, facts=facts(), now=timezone.now())


@pytest.fixture
def checkout(buyer_li, checkout_of, mahua):
    return checkout_of(buyer_li, (mahua, 2))


@pytest.fixture
def choose(buyer_li, checkout, point):
    """`choose()` makes Li's checkout one to be fetched by her mother."""

    def pick(buyer=buyer_li, cart=checkout, where=point):
        return checkout_pick_up(
            buyer=buyer,
            checkout_token=cart.token,
            point_id=where.pk,
            recipient="王桂兰",
            phone="139 1234 5678",
            now=timezone.now(),
        )

    return pick


@pytest.fixture
def place(buyer_li, checkout):
    return lambda: order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-1",
        now=timezone.now(),
    )


@pytest.fixture
def pay(buyer_li, wechat):
    def through_wechat(placed):
        payment_prepay(
            number=placed.number,
            buyer=buyer_li,
            openid="o-li",
            gateway=wechat,
            now=timezone.now(),
        )
        payment = WechatPayment.objects.get(order_id=placed.order_id)
        payment_apply_transaction(transaction=wechat.pay(payment.out_trade_no), now=timezone.now())
        child_orders_follow(order_id=placed.order_id, now=timezone.now())
        placed.refresh_from_db()
        return placed

    return through_wechat


@pytest.fixture
def paid(choose, place, pay):
    """Li's paid order: two 麻花 for 37.60, nothing for delivery."""
    choose()
    return pay(place())


@pytest.fixture
def number(paid) -> str:
    return ChildOrder.objects.get(order=paid.order_id).number


@pytest.fixture
def ready(number, hu) -> Pickup:
    """The same, set aside, with its code."""
    return pickup_ready(actor=hu, number=number, now=timezone.now())
