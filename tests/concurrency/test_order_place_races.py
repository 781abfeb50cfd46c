"""Real threads against the real database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from saleor.order.models import Order
from saleor.warehouse.models import Allocation

from plugins.orders.errors import SoldOut
from plugins.orders.models import PlacedOrder
from plugins.orders.services.order_place import order_place

pytestmark = pytest.mark.django_db(transaction=True)


def race(*calls):
    """Start all calls at the same moment; return results or the errors raised."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait()
            return call()
        except Exception as error:  # noqa: BLE001  (handed to the test)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def placing(buyer, checkout, key):
    return lambda: order_place(
        buyer=buyer, checkout_token=checkout.token, idempotency_key=key, now=timezone.now()
    )


def test_ten_taps_on_submit_place_one_order(buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))

    results = race(*[placing(buyer_li, checkout, "confirm-screen-1") for _ in range(10)])

    assert {result.pk for result in results} == {PlacedOrder.objects.get().pk}
    assert Order.objects.count() == 1
    assert sum(row.quantity_allocated for row in Allocation.objects.all()) == 1


def test_two_buyers_and_one_unit_make_one_order(buyer_li, buyer_zhou, goods, checkout_of):
    last = goods("金牛麻花", "18.80", stock=1)
    li, zhou = checkout_of(buyer_li, (last, 1)), checkout_of(buyer_zhou, (last, 1))

    results = race(placing(buyer_li, li, "key-of-li"), placing(buyer_zhou, zhou, "key-of-zhou"))

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in refused] == [SoldOut]
    assert Order.objects.count() == 1
    assert sum(row.quantity_allocated for row in Allocation.objects.all()) == 1


def test_carts_in_opposite_order_do_not_wait_for_each_other(
    buyer_li, buyer_zhou, goods, checkout_of
):
    tea, mahua = goods("殷祖白茶", "128.00", stock=99), goods("金牛麻花", "18.80", stock=99)
    calls = []
    for turn in range(6):
        calls.append(
            placing(buyer_li, checkout_of(buyer_li, (tea, 1), (mahua, 1)), f"li-{turn:06}")
        )
        calls.append(
            placing(buyer_zhou, checkout_of(buyer_zhou, (mahua, 1), (tea, 1)), f"zhou-{turn:06}")
        )

    results = race(*calls)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert Order.objects.count() == 12
