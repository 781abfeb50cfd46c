"""What is measured: the same reads and the same purchase, asked of both sides."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ADDRESS = {
    "firstName": "李晓梅",
    "lastName": "李",
    "country": "CN",
    "countryArea": "湖北省",
    "city": "黄石市",
    "cityArea": "大冶市",
    "postalCode": "435100",
    "streetAddress1": "金牛镇东街 8 号",
    "phone": "+8613800001234",
}
BILLING = """
mutation B($id: ID!, $address: AddressInput!) {
  checkoutBillingAddressUpdate(checkoutId: $id, billingAddress: $address) {
    checkoutErrors { message }
  }
}"""
PAYMENT = """
mutation P($id: ID!, $amount: Decimal!) {
  checkoutPaymentCreate(
    checkoutId: $id, input: { gateway: "mall.bench.instant", token: "t", amount: $amount }
  ) { paymentErrors { message } }
}"""
COMPLETE = """
mutation C($id: ID!) {
  checkoutComplete(checkoutId: $id) { order { id } checkoutErrors { message } }
}"""

#: Sends a document by name or a query text with variables; returns `data`.
Send = Callable[..., dict[str, Any]]


class BenchFailed(RuntimeError):
    """An answer was not the one that was to be measured."""


@dataclass(frozen=True)
class Goods:
    """What the catalogue offers to the purchase."""

    slug: str
    variant_id: str


def list_of_20(send: Send, goods: Goods) -> None:
    edges = send("ProductList", first=20)["products"]["edges"]
    if len(edges) != 20:
        raise BenchFailed(f"{len(edges)} goods instead of 20")


def product_page(send: Send, goods: Goods) -> None:
    if send("ProductDetail", slug=goods.slug)["product"]["slug"] != goods.slug:
        raise BenchFailed("another product")


def _checkout(send: Send, goods: Goods) -> dict[str, Any]:
    """Fill a cart and choose a delivery; both sides do this alike."""
    created = send(
        "CheckoutCreate",
        lines=[{"variantId": goods.variant_id, "quantity": 1}],
        email="bench@example.com",
        address=ADDRESS,
    )["checkoutCreate"]
    _refuse_errors(created["checkoutErrors"])
    checkout = created["checkout"]
    method = checkout["availableShippingMethods"][0]["id"]
    updated = send("CheckoutShippingMethodUpdate", checkoutId=checkout["id"], methodId=method)
    updated = updated["checkoutShippingMethodUpdate"]
    _refuse_errors(updated["checkoutErrors"])
    return updated["checkout"]


def shop_order(send: Send, goods: Goods) -> None:
    """From an empty cart to an order with its stock held."""
    checkout = _checkout(send, goods)
    answer = send(
        "OrderPlace",
        checkoutToken=checkout["token"],
        idempotencyKey=f"bench-{secrets.token_hex(8)}",
    )["orderPlace"]
    _refuse_errors(answer["errors"])


def baseline_order(send: Send, goods: Goods) -> None:
    """From an empty cart to an order, the way Saleor goes."""
    checkout = _checkout(send, goods)
    billing = send(BILLING, id=checkout["id"], address=ADDRESS)
    _refuse_errors(billing["checkoutBillingAddressUpdate"]["checkoutErrors"])
    amount = checkout["totalPrice"]["gross"]["amount"]
    payment = send(PAYMENT, id=checkout["id"], amount=amount)
    _refuse_errors(payment["checkoutPaymentCreate"]["paymentErrors"])
    complete = send(COMPLETE, id=checkout["id"])
    _refuse_errors(complete["checkoutComplete"]["checkoutErrors"])


def _refuse_errors(errors: list[Any]) -> None:
    if errors:
        raise BenchFailed(str(errors))


@dataclass(frozen=True)
class Scenario:
    """One row of the report; the two sides may need different requests for it."""

    title: str
    shop: Callable[[Send, Goods], None]
    baseline: Callable[[Send, Goods], None]
    needs_login: bool = False  # at the shop; Saleor's checkout asks nobody who they are


SCENARIOS = (
    Scenario("目录 20 件 · catalogue list of 20", list_of_20, list_of_20),
    Scenario("商品页 · product page", product_page, product_page),
    Scenario("下单 · order placement", shop_order, baseline_order, needs_login=True),
)
