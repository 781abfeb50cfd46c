from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.unit.after_sales.conftest import mahua
from tests.unit.brand.conftest import bare_goods, brand, made_by, office, peach_coop

__all__ = ["bare_goods", "brand", "mahua", "made_by", "office", "peach_coop"]


@pytest.fixture
def browser(db):
    """A browser without a name; a failure is an answer, as outside."""
    return Client(raise_request_exception=False)


@pytest.fixture
def callers(visitor, client_of, buyer_li, mahua, checkout_of, daye_address):
    """Nobody, and a customer with a cart and an address."""
    checkout_of(buyer_li, (mahua, 1))
    buyer_li.addresses.add(daye_address.get_copy())
    found = {"anonymous": visitor, "customer": client_of(buyer_li)}
    for client in found.values():
        client.http.raise_request_exception = False
    return found


@pytest.fixture
def staff_caller(client_of, operator_chen):
    client = client_of(operator_chen)
    client.http.raise_request_exception = False
    return client


@pytest.fixture
def on_notice(office, peach_coop):
    """A licence that anybody may object to; the address of its form."""
    office.noticed(peach_coop, now=timezone.now())
    return f"/brand/notices/{peach_coop.slug}"
