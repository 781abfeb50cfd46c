"""A buyer's pages ask the database as often for many orders and goods as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.product.models import ProductImage

pytestmark = pytest.mark.django_db


@pytest.fixture
def queries_of(client_of, buyer_li):
    client = client_of(buyer_li)

    def counted(document, **variables):
        client.data(document, **variables)  # what is read once and kept
        with CaptureQueriesContext(connection) as captured:
            answer = client.data(document, **variables)
        return len(captured), answer

    return counted


def test_list_of_orders_asks_as_often_for_many_as_for_one(buy, buyer_li, mahua, peach, queries_of):
    buy(buyer_li, (mahua, 1), (peach, 1))
    one, _ = queries_of("MyOrders")
    for _ in range(3):
        buy(buyer_li, (mahua, 1), (peach, 2))

    four, answer = queries_of("MyOrders")

    orders = answer["myOrders"]["nodes"]
    assert [len(order["lines"]) for order in orders] == [2, 2, 2, 2]
    assert [line["quantity"] for line in orders[0]["lines"]] == [1, 2]
    assert four == one
    assert four <= 16


def test_order_asks_as_often_for_many_lines_as_for_one(buy, buyer_li, mahua, peach, queries_of):
    single = buy(buyer_li, (mahua, 1))
    both = buy(buyer_li, (mahua, 1), (peach, 1))
    ProductImage.objects.create(product=peach.product, image="products/peach.webp", alt="桃")

    one, _ = queries_of("MyOrder", number=single.number)
    two, answer = queries_of("MyOrder", number=both.number)

    lines = answer["myOrder"]["lines"]
    assert [bool(line["thumbnail"]) for line in lines] == [False, True]
    assert two == one
