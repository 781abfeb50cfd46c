"""What a buyer is offered, and that nothing else can be had."""

from __future__ import annotations

import graphene
import pytest
from saleor.checkout.models import Checkout
from saleor.checkout.utils import get_valid_shipping_methods_for_checkout, is_valid_shipping_method
from saleor.graphql.api import schema
from saleor.order.models import Order
from saleor.order.utils import get_valid_shipping_methods_for_order
from saleor.product.models import ProductVariant
from saleor.shipping.models import ShippingMethod

PEACHES = "FR01-A2500"  # 2.9 kg, 49.90 yuan
TWISTS = "SN01-A500S"  # 0.6 kg, 19.90 yuan


@pytest.fixture
def basket(small_files, load, daye_address):
    """Make a checkout to a province: `basket("湖北省", (PEACHES, 1), chilled=True)`."""
    rows = small_files.rows("products")
    peach = next(index for index, row in enumerate(rows) if row["slug"] == "baoan-gouxue-tao")

    def make(province: str, *lines: tuple[str, int], chilled: bool = False) -> Checkout:
        small_files.change("products", peach, delivery="cold-chain" if chilled else "express")
        load(small_files.read())
        address = daye_address.get_copy()
        address.country_area = province
        address.save()
        checkout = Checkout.objects.create(
            currency="CNY", country="CN", email="li@example.com", shipping_address=address
        )
        for sku, quantity in lines:
            checkout.lines.create(variant=ProductVariant.objects.get(sku=sku), quantity=quantity)
        checkout.quantity = sum(quantity for _, quantity in lines)
        checkout.save()
        return checkout

    return make


def codes(methods) -> list[str]:
    return [method.meta["shipping_rules"]["code"] for method in methods]


def offered(checkout: Checkout) -> list[str]:
    return codes(get_valid_shipping_methods_for_checkout(checkout, list(checkout.lines.all()), []))


def test_province_and_weight_decide_the_price(basket):
    assert offered(basket("湖北省", (PEACHES, 1))) == ["express-hubei-2", "cold-hubei-2"]


def test_same_parcel_farther_away(basket):
    assert offered(basket("广东省", (PEACHES, 1))) == ["express-far-2", "cold-far-2"]


def test_chilled_goods_travel_cold_only(basket):
    assert offered(basket("湖北省", (PEACHES, 1), (TWISTS, 1), chilled=True)) == ["cold-hubei-3"]


def test_chilled_goods_do_not_go_where_no_cold_chain_reaches(basket):
    assert offered(basket("新疆维吾尔自治区", (PEACHES, 1), chilled=True)) == []


def test_free_delivery_from_its_threshold_on(basket):
    assert "express-hubei-free" not in offered(basket("湖北省", (TWISTS, 4)))
    assert "express-hubei-free" in offered(basket("湖北省", (TWISTS, 5)))


def test_heavy_parcel_is_not_delivered_free(basket):
    assert offered(basket("湖北省", (PEACHES, 4))) == ["express-hubei-5", "cold-hubei-5"]


def test_nothing_is_offered_outside_the_mainland_divisions(basket):
    assert offered(basket("香港特别行政区", (TWISTS, 1))) == []


def test_method_made_by_hand_goes_anywhere_but_not_with_chilled_goods(basket):
    plain, chilled = (("新疆", (TWISTS, 1)), ("新疆", (PEACHES, 1)))
    checkout = basket(*plain)
    by_hand = ShippingMethod.objects.first()
    by_hand.pk, by_hand.meta, by_hand.name = None, {}, "同城自送"
    by_hand.save()

    methods = get_valid_shipping_methods_for_checkout(checkout, list(checkout.lines.all()), [])
    assert by_hand in methods

    assert offered(basket(*chilled, chilled=True)) == []


def test_method_that_is_not_offered_cannot_be_chosen(basket, buyer_li):
    checkout = basket("湖北省", (PEACHES, 1), chilled=True)
    checkout.user = buyer_li
    checkout.save()
    uncooled = ShippingMethod.objects.get(meta__shipping_rules__code="express-hubei-2")

    answer = schema.execute(
        """
        mutation ($checkout: ID!, $method: ID!) {
          checkoutShippingMethodUpdate(checkoutId: $checkout, shippingMethodId: $method) {
            checkoutErrors { code field }
          }
        }
        """,
        variables={
            "checkout": graphene.Node.to_global_id("Checkout", checkout.pk),
            "method": graphene.Node.to_global_id("ShippingMethod", uncooled.pk),
        },
        context=_request(buyer_li),
    )

    assert answer.errors is None
    assert answer.data["checkoutShippingMethodUpdate"]["checkoutErrors"] == [
        {"code": "SHIPPING_METHOD_NOT_APPLICABLE", "field": "shippingMethod"}
    ]
    checkout.refresh_from_db()
    assert checkout.shipping_method is None


def _request(user):
    from types import SimpleNamespace

    return SimpleNamespace(user=user, app=None, discounts=[], META={}, request_time=None)


def test_chosen_method_lapses_when_chilled_goods_join(basket):
    checkout = basket("湖北省", (TWISTS, 1), chilled=True)
    checkout.shipping_method = ShippingMethod.objects.get(
        meta__shipping_rules__code="express-hubei-1"
    )
    checkout.save()
    assert is_valid_shipping_method(checkout, list(checkout.lines.all()), [])

    checkout.lines.create(variant=ProductVariant.objects.get(sku=PEACHES), quantity=1)

    assert not is_valid_shipping_method(checkout, list(checkout.lines.all()), [])
    checkout.refresh_from_db()
    assert checkout.shipping_method is None


def test_draft_order_is_held_to_the_same_rules(basket):
    checkout = basket("湖北省", (PEACHES, 1), chilled=True)
    order = Order.objects.create(
        shipping_address=checkout.shipping_address.get_copy(),
        currency="CNY",
        user_email="li@example.com",
        weight=checkout.get_total_weight(),
    )
    variant = ProductVariant.objects.get(sku=PEACHES)
    order.lines.create(
        variant=variant,
        product_name="保安狗血桃",
        quantity=1,
        is_shipping_required=True,
        currency="CNY",
        unit_price_net_amount=variant.price_override_amount,
        unit_price_gross_amount=variant.price_override_amount,
    )

    assert codes(get_valid_shipping_methods_for_order(order)) == ["cold-hubei-2"]
