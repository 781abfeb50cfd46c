"""People of every role at their browsers, and an order of Li's to look at."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from saleor.account.models import User
from saleor.order.models import Order, OrderLine

from brand_theme.console.contributions import grants
from brand_theme.console.roles import Role, roles_apply
from plugins.brand.models import Enterprise
from plugins.child_orders.models import ChildLine, ChildOrder
from plugins.orders.models import PlacedOrder
from tests.unit.wechat_pay.services.conftest import paid as _paid
from tests.unit.wechat_pay.services.conftest import payment, placed, start, wechat

__all__ = ["payment", "placed", "start", "wechat"]
paid = _paid
PASSWORD = "Copper-lake-2026"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def roles(db) -> None:
    roles_apply(grants=grants())


@pytest.fixture
def somebody(roles):
    """Make a member of the staff: `somebody(Role.FINANCE)`; without a role, none."""

    def make(role: Role | None = None) -> User:
        name = role.name.lower() if role else "nobody"
        user = User.objects.create_user(f"{name}@example.com", PASSWORD, is_staff=True)
        if role is not None:
            user.groups.add(Group.objects.get(name=role.value))
        return user

    return make


@pytest.fixture
def browser_of():
    """Open a browser in which somebody is logged in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def at_desk(somebody, browser_of):
    """A browser of a role: `at_desk(Role.FINANCE)`."""
    return lambda role: browser_of(somebody(role))


@pytest.fixture
def finance(at_desk) -> Client:
    return at_desk(Role.FINANCE)


@pytest.fixture
def many_orders(buyer_li, daye_address):
    """Make paid orders in bulk: `many_orders(200)`."""

    def make(count: int) -> list[PlacedOrder]:
        now = timezone.now()
        address = daye_address.get_copy()
        maker = Enterprise.objects.create(
            slug="bulk-maker",
            name="批量食品坊",
            brand_name="批量",
            kind="household",
            town="jinniu",
            registered_at=now,
        )
        orders = Order.objects.bulk_create(
            Order(
                token=str(uuid4()),
                user=buyer_li,
                user_email=buyer_li.email,
                currency="CNY",
                shipping_address=address,
                total_net_amount=26,
                total_gross_amount=26,
            )
            for _ in range(count)
        )
        placed = PlacedOrder.objects.bulk_create(
            PlacedOrder(
                order=order,
                number=f"2611260{number:09d}",
                buyer=buyer_li,
                checkout_token=uuid4(),
                idempotency_key=f"bulk-{number}",
                state="paid",
                total_fen=2600,
                paid_fen=2600,
                paid_gateway="wechat_pay",
                paid_reference=f"t{number}",
                placed_at=now,
                paid_at=now,
                pay_by=now + timedelta(minutes=30),
            )
            for number, order in enumerate(orders)
        )
        lines = OrderLine.objects.bulk_create(
            OrderLine(
                order=order,
                product_name="金牛麻花",
                product_sku="SKU-BULK",
                is_shipping_required=True,
                quantity=1,
                currency="CNY",
                unit_price_net_amount=26,
                unit_price_gross_amount=26,
            )
            for order in orders
        )
        parts = ChildOrder.objects.bulk_create(
            ChildOrder(
                order=each.order,
                enterprise=maker,
                number=f"{each.number}-1",
                goods_fen=each.total_fen,
                shipping_fen=0,
                placed_at=now,
            )
            for each in placed
        )
        ChildLine.objects.bulk_create(
            ChildLine(
                child_order=part,
                order_line=line,
                quantity=1,
                paid_fen=part.goods_fen,
                ship_hours=48,
            )
            for part, line in zip(parts, lines, strict=True)
        )
        return placed

    return make


def act(client: Client, obj, action: str, **data):
    """Fill in an action's form and confirm it."""
    meta = obj._meta
    url = f"/console/{meta.app_label}/{meta.model_name}/{obj.pk}/do/{action}/"
    key = client.get(url).context["form"]["key"].initial
    return client.post(url, {"key": key, **data})
