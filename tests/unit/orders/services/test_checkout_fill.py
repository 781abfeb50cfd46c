from __future__ import annotations

import pytest
from saleor.checkout.models import Checkout

from plugins.orders import errors
from plugins.orders.services.checkout_fill import checkout_fill


def held(checkout: Checkout) -> dict[str, int]:
    return {line.variant.sku: line.quantity for line in checkout.lines.all()}


def test_checkout_holds_exactly_what_was_chosen(buyer_li, goods):
    twist, peach = goods("金牛麻花", "18.80"), goods("狗血桃", "49.90")
    checkout_fill(buyer=buyer_li, quantities={twist.pk: 2})

    checkout = checkout_fill(buyer=buyer_li, quantities={peach.pk: 3})

    assert held(checkout) == {peach.sku: 3}
    assert checkout.quantity == 3
    assert checkout.email == buyer_li.email
    assert Checkout.objects.filter(user=buyer_li).count() == 1


def test_address_stays_and_delivery_is_chosen_anew(buyer_li, goods, checkout_of):
    twist, peach = goods("金牛麻花", "18.80"), goods("狗血桃", "49.90")
    earlier = checkout_of(buyer_li, (twist, 1))

    checkout = checkout_fill(buyer=buyer_li, quantities={peach.pk: 1})

    assert checkout.pk == earlier.pk
    assert checkout.shipping_address == earlier.shipping_address
    assert checkout.shipping_method is None


def test_sold_out_goods_are_named_and_nothing_changes(buyer_li, goods):
    twist, few = goods("金牛麻花", "18.80"), goods("野生莲子", "88.00", stock=2)
    checkout_fill(buyer=buyer_li, quantities={twist.pk: 1})

    with pytest.raises(errors.SoldOut) as refused:
        checkout_fill(buyer=buyer_li, quantities={few.pk: 3})

    assert "野生莲子" in refused.value.message_zh
    assert held(Checkout.objects.get(user=buyer_li)) == {twist.sku: 1}


def test_withdrawn_goods_are_named(buyer_li, goods):
    twist = goods("金牛麻花", "18.80")
    twist.product.is_published = False
    twist.product.save(update_fields=["is_published"])

    with pytest.raises(errors.NoLongerSold) as refused:
        checkout_fill(buyer=buyer_li, quantities={twist.pk: 1})

    assert "金牛麻花" in refused.value.message_zh


@pytest.mark.parametrize("quantities", [{}, {1: 0}, {1: -2}])
def test_no_quantity_is_no_checkout(buyer_li, quantities):
    with pytest.raises(errors.CheckoutEmpty):
        checkout_fill(buyer=buyer_li, quantities=quantities)

    assert not Checkout.objects.exists()


def test_api_fills_and_answers_the_total(client_of, buyer_li, goods, visitor):
    twist = goods("金牛麻花", "18.80")
    known = visitor.data("ShopGood", slug=twist.product.slug)["shopGood"]
    [choice] = known["choices"]

    lines = [{"variantId": choice["variantId"], "quantity": 2}]
    answer = client_of(buyer_li).data("CheckoutFill", lines=lines)["checkoutFill"]

    assert answer["errors"] == []
    assert answer["checkout"]["subtotalPrice"]["gross"]["amount"] == 37.6


def test_api_refuses_an_id_that_is_no_variant(client_of, buyer_li):
    lines = [{"variantId": "UHJvZHVjdDox", "quantity": 1}]
    answer = client_of(buyer_li).data("CheckoutFill", lines=lines)["checkoutFill"]

    assert [error["code"] for error in answer["errors"]] == ["NO_LONGER_SOLD"]


def test_api_is_for_the_logged_in_alone(visitor):
    response = visitor.send("CheckoutFill", lines=[])

    assert response.status_code == 401
