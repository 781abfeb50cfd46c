"""An order of two lines, before and after it is paid."""

import pytest
from django.utils import timezone

from plugins.orders.public import order_mark_paid
from plugins.orders.services.order_place import order_place


@pytest.fixture
def placed(buyer_li, goods, checkout_of):
    """Three bags of 麻花 and two bottles of 米酒."""
    twist, wine = goods("金牛麻花", "18.80"), goods("灵溪米酒", "30.00")
    checkout = checkout_of(buyer_li, (twist, 3), (wine, 2))
    return order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-1",
        now=timezone.now(),
    )


@pytest.fixture
def paid(placed):
    order_mark_paid(
        order_id=placed.order_id,
        captured_fen=placed.total_fen,
        gateway="mall.payments.test",
        reference="4200001",
        paid_at=timezone.now(),
        actor="system:test",
    )
    placed.refresh_from_db()
    return placed


@pytest.fixture
def lines(placed):
    return list(placed.order.lines.order_by("pk"))
