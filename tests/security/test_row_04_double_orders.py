"""Row 4: four calls at once placed four orders and charged four times."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from saleor.order.models import Order

from plugins.orders.models import PlacedOrder


@pytest.mark.django_db(transaction=True)
def test_twenty_calls_at_once_place_one_order(client_of, buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80", stock=50), 1))
    client = client_of(buyer_li)

    def place(number: int) -> str | None:
        try:
            answer = client_of(buyer_li) if number % 2 else client
            placed = answer.data(
                "OrderPlace",
                checkoutToken=str(checkout.token),
                idempotencyKey=f"screen-{number % 3}",
            )["orderPlace"]["placedOrder"]
            return placed and placed["number"]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        numbers = {number for number in pool.map(place, range(20)) if number}

    assert len(numbers) == Order.objects.count() == PlacedOrder.objects.count() == 1


def test_the_database_refuses_a_second_order_of_a_cart(placed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.create(checkout_token=placed.checkout_token or "t", token="another")
    # Saleor writes "" where there was no cart: any number of those may be.
    Order.objects.create(checkout_token="", token="one")
    Order.objects.create(checkout_token="", token="two")
