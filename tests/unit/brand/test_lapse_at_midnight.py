"""At midnight in Shanghai a licence ends, everywhere at once."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from freezegun import freeze_time
from graphene import Node
from saleor.checkout.models import Checkout
from saleor.order.models import Order
from saleor.product.models import Collection

from plugins.brand.clock import midnight
from plugins.brand.public import badges_for
from plugins.kernel.sale_guards import SaleForbidden
from plugins.orders.services.order_mark_paid import order_mark_paid
from plugins.orders.services.order_place import order_place
from plugins.search.public import index_rebuild
from tests.fixtures.clients import ShopClient
from tests.unit.brand.conftest import MONDAY

LAPSE = midnight(date(2026, 9, 10))  # six months after the file was verified
BEFORE = LAPSE - timedelta(seconds=1)


@pytest.fixture
def peach(office, peach_coop, bare_goods, made_by):
    """狗血桃 of 沼山桃社, licensed since March; a variant."""
    variant = bare_goods("狗血桃")
    made_by(peach_coop, variant.product)
    office.certified(peach_coop)
    shelf = Collection.objects.create(
        name="沼山桃社", slug="zhaoshan-taoshe", is_published=True, metadata={"kind": "enterprise"}
    )
    shelf.products.add(variant.product)
    index_rebuild()
    return variant


def listed(client) -> list[str]:
    edges = client.data("ProductList", first=5)["products"]["edges"]
    return [edge["node"]["name"] for edge in edges]


def found(client) -> int:
    return client.data("ProductSearch", query="狗血桃")["productSearch"]["totalCount"]


def suggested(client) -> list[str]:
    return client.data("SearchSuggest", prefix="狗血")["searchSuggestions"]


def put_into_cart(buyer, variant) -> list[str]:
    """Begin a cart with the good; a buyer who has one would get that one back."""
    client = ShopClient(buyer)
    Checkout.objects.filter(user=buyer).delete()
    lines = [{"variantId": Node.to_global_id("ProductVariant", variant.pk), "quantity": 1}]
    answer = client.data("CheckoutCreate", lines=lines)["checkoutCreate"]
    return [error["code"] for error in answer["checkoutErrors"]]


def pages(client, variant) -> list[int]:
    addresses = (f"/goods/{variant.product.slug}/", "/brands/zhaoshan-taoshe/")
    return [client.http.get(address).status_code for address in addresses]


def test_everything_changes_together(peach, buyer_li, buyer_zhou, checkout_of):
    checkout = checkout_of(buyer_li, (peach, 1))
    with freeze_time(BEFORE):
        client = ShopClient(buyer_li)
        assert listed(client) == ["狗血桃"]
        assert found(client) == 1
        assert suggested(client)
        assert client.data("ProductDetail", slug=peach.product.slug)["product"]["name"] == "狗血桃"
        assert pages(client, peach) == [200, 200]
        assert list(badges_for([peach.product_id], BEFORE)) == [peach.product_id]
        assert put_into_cart(buyer_zhou, peach) == []

    with freeze_time(LAPSE):
        client = ShopClient(buyer_li)
        assert listed(client) == []
        assert found(client) == 0
        assert suggested(client) == []
        assert client.data("ProductDetail", slug=peach.product.slug)["product"] is None
        assert pages(client, peach)[0] == 404
        assert badges_for([peach.product_id], LAPSE) == {}
        assert put_into_cart(buyer_zhou, peach) == ["PRODUCT_NOT_PUBLISHED"]
        with pytest.raises(SaleForbidden) as refused:
            order_place(
                buyer=buyer_li,
                checkout_token=checkout.token,
                idempotency_key="midnight-1",
                now=LAPSE,
            )

    assert refused.value.params["goods"] == "狗血桃 一份（生产主体资质待复核）"
    assert Checkout.objects.filter(token=checkout.token).exists()
    assert not Order.objects.exists()


def test_no_page_of_the_window_is_kept_past_midnight(peach):
    path = f"/goods/{peach.product.slug}/"

    def kept(at) -> str:
        cache.clear()
        with freeze_time(at):
            return Client().get(path)["Cache-Control"]

    assert kept(LAPSE - timedelta(hours=1)) == ("public, max-age=60, stale-while-revalidate=600")
    assert kept(LAPSE - timedelta(minutes=5)) == "public, max-age=60"
    assert kept(LAPSE - timedelta(seconds=9)) == "public, max-age=9"


def test_order_of_the_last_second_is_paid_and_honoured(peach, buyer_li, checkout_of):
    checkout = checkout_of(buyer_li, (peach, 1))
    with freeze_time(BEFORE):
        placed = order_place(
            buyer=buyer_li,
            checkout_token=checkout.token,
            idempotency_key="midnight-1",
            now=BEFORE,
        )

    with freeze_time(LAPSE + timedelta(minutes=5)):
        order_mark_paid(
            order_id=placed.order_id,
            captured_fen=placed.total_fen,
            gateway="mall.payments.wechat",
            reference="4200000001",
            paid_at=LAPSE,
            actor="system:test",
        )
        order = ShopClient(buyer_li).data("MyOrder", number=placed.number)["myOrder"]

    assert order["state"] == "PAID"
    assert order["lines"][0]["productName"] == "狗血桃"


def test_cart_with_lapsed_goods_can_be_read_and_emptied(peach, buyer_li, checkout_of):
    checkout = checkout_of(buyer_li, (peach, 1))
    line = {"variantId": Node.to_global_id("ProductVariant", peach.pk)}
    address = {"checkoutId": Node.to_global_id("Checkout", checkout.pk)}

    with freeze_time(LAPSE):
        client = ShopClient(buyer_li)
        more = client.data("CheckoutLinesUpdate", **address, lines=[{**line, "quantity": 2}])
        none = client.data("CheckoutLinesUpdate", **address, lines=[{**line, "quantity": 0}])

    [error] = more["checkoutLinesUpdate"]["checkoutErrors"]
    assert error["code"] == "PRODUCT_NOT_PUBLISHED"
    assert "狗血桃（生产主体资质待复核）" in error["message"]
    assert none["checkoutLinesUpdate"]["checkoutErrors"] == []
    assert none["checkoutLinesUpdate"]["checkout"]["lines"] == []


def test_cart_names_its_lapsed_goods(peach, bare_goods, goods, buyer_li, checkout_of):
    checkout = checkout_of(buyer_li, (peach, 1))
    other = goods("金牛麻花", "18.80")
    line = {"variantId": Node.to_global_id("ProductVariant", other.pk), "quantity": 1}

    with freeze_time(LAPSE):
        answer = ShopClient(buyer_li).data(
            "CheckoutLinesUpdate",
            checkoutId=Node.to_global_id("Checkout", checkout.pk),
            lines=[line],
        )

    names = [
        each["variant"]["product"]["name"]
        for each in answer["checkoutLinesUpdate"]["checkout"]["lines"]
    ]
    assert sorted(names) == ["狗血桃", "金牛麻花"]


def test_staff_go_on_seeing_goods_that_are_not_for_sale(peach, operator_chen):
    with freeze_time(LAPSE):
        answer = ShopClient(operator_chen).post(
            "/staff/graphql/", {"query": "{ products(first: 5) { edges { node { name } } } }"}
        )

    assert [each["node"]["name"] for each in answer.json()["data"]["products"]["edges"]] == [
        "狗血桃"
    ]


def test_asking_costs_one_query_for_each_guard(peach, django_assert_num_queries):
    from plugins.kernel.sale_guards import sale_refusals

    with django_assert_num_queries(2):  # licences, suspensions
        assert sale_refusals(product_ids=[peach.product_id], at=BEFORE) == {}
    with django_assert_num_queries(4):
        assert list(sale_refusals(product_ids=[peach.product_id], at=LAPSE)) == [peach.product_id]
    assert MONDAY < LAPSE
