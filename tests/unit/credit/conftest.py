"""沼山桃社 and 金牛麻花 in October 2026: what they shipped, and what came back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from saleor.account.models import User
from saleor.order.models import Order, OrderLine

from plugins.brand.actors import Actor
from plugins.brand.models import Enterprise
from plugins.child_orders.models import ChildLine, ChildOrder
from plugins.child_orders.states import ChildState
from plugins.credit.permissions import DECIDE, DEFINE
from plugins.credit.rules.periods import Span
from plugins.marketplace.actors import MemberActor
from plugins.orders.models import PlacedOrder
from tests.unit.marketplace.conftest import enterprise, join

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
#: A Monday morning in November, when October is over.
NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
#: In the middle of October.
DAY = datetime(2026, 10, 14, 4, 0, tzinfo=UTC)


@pytest.fixture
def orchard(db) -> Enterprise:
    return enterprise("taoshe", "沼山桃社")


@pytest.fixture
def bakery(db) -> Enterprise:
    return enterprise("mahua", "金牛麻花")


@pytest.fixture
def owner_wang(orchard) -> MemberActor:
    return join(orchard, "wang@orchard.example", "owner")


@pytest.fixture
def packer_liu(orchard) -> MemberActor:
    return join(orchard, "liu@orchard.example", "orders")


@pytest.fixture
def owner_hu(bakery) -> MemberActor:
    """胡老板 of the bakery, who has no business in the orchard."""
    return join(bakery, "hu@bakery.example", "owner")


def staff(email: str, *permissions: str) -> Actor:
    user = User.objects.create_user(email, "Copper-lake-2026", is_staff=True)
    return Actor(name=f"staff:{user.pk}", user_id=user.pk, permissions=frozenset(permissions))


@pytest.fixture
def judge(db) -> Actor:
    """孙科长 of the brand office, who decides appeals."""
    return staff("sun@office.example", DECIDE)


@pytest.fixture
def head(db) -> Actor:
    """陈主任, who defines formulas."""
    return staff("chen@office.example", DECIDE, DEFINE)


@pytest.fixture
def part_of(buyer_li):
    """`part_of(orchard, late=True)` is a part of an order of Li's that left, in time or not."""
    made = []

    def make(enterprise: Enterprise, *, late: bool = False, at: datetime = DAY, **changes):
        order = Order.objects.create(user=buyer_li, token=f"credit-{len(made)}", currency="CNY")
        made.append(order)
        left = at + timedelta(hours=1) if late else at - timedelta(hours=1)
        fields = {
            "order": order,
            "enterprise": enterprise,
            "number": f"C{len(made):05d}-1",
            "state": ChildState.SHIPPED.value,
            "goods_fen": 2600,
            "shipping_fen": 0,
            "placed_at": at - timedelta(days=2),
            "paid_at": at - timedelta(days=2),
            "ship_by": at,
            "shipped_at": left,
        }
        PlacedOrder.objects.create(
            order=order,
            number=f"C{len(made):05d}",
            buyer=buyer_li,
            checkout_token=uuid4(),
            idempotency_key=f"credit-{len(made)}",
            state="paid",
            total_fen=2600,
            paid_fen=2600,
            paid_gateway="wechat_pay",
            paid_reference=f"t{len(made)}",
            placed_at=fields["placed_at"],
            paid_at=fields["paid_at"],
            pay_by=at,
        )
        part = ChildOrder.objects.create(**{**fields, **changes})
        line = OrderLine.objects.create(
            order=order,
            product_name="金牛麻花",
            product_sku="SKU",
            is_shipping_required=True,
            quantity=1,
            currency="CNY",
            unit_price_net_amount=26,
            unit_price_gross_amount=26,
        )
        ChildLine.objects.create(
            child_order=part, order_line=line, quantity=1, paid_fen=2600, ship_hours=48
        )
        return part

    return make


@pytest.fixture
def october(orchard, bakery, part_of):
    """The orchard shipped twelve parts, two of them late; the bakery one, in time."""
    late = [part_of(orchard, late=True) for _ in range(2)]
    for _ in range(10):
        part_of(orchard)
    part_of(bakery)
    return late
