"""李晓梅 buys 麻花 of one enterprise and 狗血桃 of another, and pays once through WeChat."""

from __future__ import annotations

import pytest
from django.utils import timezone

from plugins.brand.models import Enterprise, ProductMaker
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.marketplace.actors import MemberActor
from plugins.shipments.rules import Label
from saleor_config.chaos.licence import EVER
from tests.unit.after_sales.conftest import approve, ask, buy, line_of, mahua, settle, wechat
from tests.unit.marketplace.conftest import join

__all__ = ["approve", "ask", "buy", "line_of", "mahua", "settle", "wechat"]

ZTO = Label("ZTO", "75312345678901")
SF = Label("SF", "SF1234567890123")


@pytest.fixture
def orchard(db) -> Enterprise:
    return Enterprise.objects.create(
        slug="taoshe",
        name="沼山桃社",
        brand_name="沼山",
        kind="household",
        town="baoan",
        registered_at=EVER[0],
        verified_at=EVER[0],
        verify_by=EVER[1],
    )


@pytest.fixture
def peach(goods, orchard):
    """保安狗血桃 at 49.90, of the orchard."""
    variant = goods("保安狗血桃", "49.90", stock=50)
    ProductMaker.objects.filter(product=variant.product).update(enterprise=orchard)
    return variant


@pytest.fixture
def bakery(mahua) -> Enterprise:
    return mahua.product.maker.enterprise


@pytest.fixture
def placed(buy, buyer_li, mahua, peach):
    """Three 麻花 (56.40), two 狗血桃 (99.80) and 8.00 for shipping: 164.20. Paid."""
    placed = buy(buyer_li, (mahua, 3), (peach, 2))
    child_orders_follow(order_id=placed.order_id, now=timezone.now())
    return placed


@pytest.fixture
def child_of(placed):
    """`child_of(orchard)` is the orchard's part of Li's order, read anew."""
    return lambda enterprise: ChildOrder.objects.get(order=placed.order_id, enterprise=enterprise)


@pytest.fixture
def follow(placed):
    """What every signal about the order does."""
    return lambda: child_orders_follow(order_id=placed.order_id, now=timezone.now())


@pytest.fixture
def wang(orchard) -> MemberActor:
    """王社长 of the orchard, who ships."""
    return join(orchard, "wang@orchard.example", "orders")


@pytest.fixture
def hu(bakery) -> MemberActor:
    """胡师傅 of the bakery."""
    return join(bakery, "hu@bakery.example", "orders")
