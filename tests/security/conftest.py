from __future__ import annotations

from typing import Any

import graphene
import pytest
from django.contrib.auth.models import Permission
from saleor.account.models import User


class Staff:
    """Asks the staff door anything, with some of Saleor's permissions."""

    def __init__(self, client: Any):
        self.client = client

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        body = {"query": query, "variables": variables}
        return self.client.post("/staff/graphql/", body).json()

    def codes(self, query: str, **variables: Any) -> list[str]:
        answer = self.ask(query, **variables)
        return [error["extensions"]["code"] for error in answer.get("errors", [])]


@pytest.fixture
def staff(client_of):
    """`staff("order.manage_orders")`: a colleague with these permissions."""

    def make(*permissions: str) -> Staff:
        number = User.objects.filter(is_staff=True).count()
        user = User.objects.create_user(f"staff{number}@example.com", "Copper-lake-2026")
        user.is_active = user.is_staff = True
        user.save()
        for permission in permissions:
            app, codename = permission.split(".")
            user.user_permissions.add(
                Permission.objects.get(content_type__app_label=app, codename=codename)
            )
        return Staff(client_of(user))

    return make


@pytest.fixture
def gid():
    """Return the global id of an object: `gid("Order", order)`."""

    def make(kind: str, thing: Any) -> str:
        return graphene.Node.to_global_id(kind, getattr(thing, "pk", thing))

    return make


@pytest.fixture
def placed(client_of, buyer_li, goods, checkout_of):
    """An order of 李晓梅's, placed through the public door."""
    from saleor.order.models import Order

    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    client_of(buyer_li).data(
        "OrderPlace", checkoutToken=str(checkout.token), idempotencyKey="confirm-screen-1"
    )
    return Order.objects.get()
