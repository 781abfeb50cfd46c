"""李晓梅 with everything the shop can hold about a person."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import timezone

from plugins.messages.models import MessageConsent
from plugins.orders.models import PlacedOrder
from plugins.shipments.models import Shipment
from plugins.wechat.models import WechatIdentity
from tests.unit.after_sales.conftest import (  # noqa: F401  (fixtures)
    ask,
    buy,
    line_of,
    mahua,
    peach,
    placed,
    ship,
    wechat,
)

#: What must not be found anywhere once she is gone.
PERSONAL = ("李晓梅", "li@example.com", "13800001234", "金牛镇东街", "o-identity-li", "请放门口")


@pytest.fixture(autouse=True)
def _nobody_counted():
    cache.clear()


@pytest.fixture
def li(buyer_li, daye_address):
    """Her account, address book, WeChat identity and consents."""
    now = timezone.now()
    buyer_li.first_name = "李晓梅"
    buyer_li.save()
    mine = daye_address.get_copy()
    buyer_li.addresses.add(mine)
    buyer_li.default_shipping_address = mine
    buyer_li.save()
    WechatIdentity.objects.create(
        app_id="wx",
        openid="o-identity-li",
        user=buyer_li,
        phone="+8613800001234",
        phone_bound_at=now,
        created_at=now,
        last_login_at=now,
    )
    MessageConsent.objects.create(buyer=buyer_li, kind="shipped")
    return buyer_li


@pytest.fixture
def finished(li, placed, ship):  # noqa: F811
    """Her order, paid, shipped and received."""
    placed.order.customer_note = "请放门口"
    placed.order.save(update_fields=["customer_note"])
    ship()
    Shipment.objects.filter(order=placed.order).update(received_at=timezone.now())
    return PlacedOrder.objects.get(pk=placed.pk)
