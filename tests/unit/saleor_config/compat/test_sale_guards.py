from graphene import Node
from saleor.product.models import Product

from tests.fixtures.clients import ShopClient

PRODUCT = "query($slug: String!) { product(slug: $slug) { name } }"


def detail(client, product):
    return client.data("ProductDetail", slug=product.slug)["product"]


def test_unpublished_goods_are_not_answered_by_slug(visitor, goods):
    product = goods("金牛麻花", "18.80").product
    assert detail(visitor, product)["name"] == "金牛麻花"

    Product.objects.filter(pk=product.pk).update(is_published=False)

    assert detail(visitor, product) is None


def test_staff_still_open_them_by_slug(goods, operator_chen):
    product = goods("金牛麻花", "18.80").product
    Product.objects.filter(pk=product.pk).update(is_published=False)

    answer = ShopClient(operator_chen).post(
        "/staff/graphql/", {"query": PRODUCT, "variables": {"slug": product.slug}}
    )

    assert answer.json()["data"]["product"]["name"] == "金牛麻花"


def test_goods_without_the_right_to_be_sold_are_not_published(goods):
    product = goods("金牛麻花", "18.80").product
    product.licensed.all().delete()

    assert not Product.objects.published().exists()
    assert Product.objects.filter(is_published=True).get() == product


def test_guarded_goods_do_not_enter_a_cart(buyer_li, goods):
    variant = goods("金牛麻花", "18.80")
    variant.product.licensed.all().delete()

    answer = ShopClient(buyer_li).data(
        "CheckoutCreate",
        lines=[{"variantId": Node.to_global_id("ProductVariant", variant.pk), "quantity": 1}],
    )["checkoutCreate"]

    assert [error["code"] for error in answer["checkoutErrors"]] == ["PRODUCT_NOT_PUBLISHED"]
    assert answer["checkout"] is None


def test_cart_with_an_unpublished_good_can_be_read(buyer_li, goods, checkout_of):
    hidden, other = goods("金牛麻花", "18.80"), goods("殷祖白茶", "128.00")
    checkout = checkout_of(buyer_li, (hidden, 1))
    Product.objects.filter(pk=hidden.product_id).update(is_published=False)

    answer = ShopClient(buyer_li).data(
        "CheckoutLinesUpdate",
        checkoutId=Node.to_global_id("Checkout", checkout.pk),
        lines=[{"variantId": Node.to_global_id("ProductVariant", other.pk), "quantity": 1}],
    )["checkoutLinesUpdate"]

    lines = answer["checkout"]["lines"]
    assert {line["variant"]["product"]["name"] for line in lines} == {"金牛麻花", "殷祖白茶"}
