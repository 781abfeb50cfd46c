"""Doors, mails and staff documents, as an attacker would use them."""

from __future__ import annotations

import re
from typing import Any

import graphene
import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.utils import timezone
from saleor.account.models import User

from plugins.kernel import outbox

PASSWORD = "Lakeside-plum-7"
NEW_PASSWORD = "Copper-lake-2026"
PAGE = "http://localhost/account"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def mails(mailoutbox):
    """Deliver what is owed; return the mails since the last time."""

    def deliver() -> list[Any]:
        outbox.deliver_due(now=timezone.now())
        sent = list(mailoutbox)
        mailoutbox.clear()
        return sent

    return deliver


def token_in(mail: Any) -> str:
    """Return the secret of the link in a mail."""
    return re.search(r"/account#token=([\w-]+)", mail.body)[1]


@pytest.fixture
def answer_of():
    """Send a registered mutation and return its payload."""

    def send(client: Any, name: str, /, **variables: Any) -> dict[str, Any]:
        [payload] = client.data(name, **variables).values()
        return payload

    return send


@pytest.fixture
def codes_of(answer_of):
    def send(client: Any, name: str, /, **variables: Any) -> list[str]:
        return [error["code"] for error in answer_of(client, name, **variables)["errors"]]

    return send


def log_in(client: Any, email: str, password: str = PASSWORD) -> dict[str, Any]:
    """Log in over HTTP; the client sends the token from then on."""
    answer = client.data("LoginWithPassword", email=email, password=password)["loginWithPassword"]
    assert answer["errors"] == []
    client.headers = {"Authorization": f"JWT {answer['accessToken']}"}
    return answer


def staff_ask(client: Any, query: str, **variables: Any) -> Any:
    return client.post("/staff/graphql/", {"query": query, "variables": variables})


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
