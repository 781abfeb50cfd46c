"""A buyer's phone with the mini-program: registered documents, and fingers in WeChat."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from saleor_config.chaos.phone import document_ids
from saleor_config.demo_sale import journey
from saleor_config.demo_sale.transport import Shop, Simulator

Answer = dict[str, Any]


class Buyer:
    """李晓梅, new to the shop.

    Attributes:
        sale: what the scripted sale of `make demo-sale` gathers on its way.
    """

    def __init__(self, home: str, wechat: Simulator) -> None:
        shop = Shop(address=home, document_ids=document_ids())
        self.sale = journey.Sale(shop=shop, wechat=wechat)
        journey.log_in(self.sale)

    def send(self, name: str, **variables: Any) -> Answer:
        return self.sale.shop.send(name, **variables)

    def finds(self, wish: str) -> list[str]:
        """Return the names of what a search shows."""
        found = self.send("ProductSearch", query=wish, first=20)["productSearch"]["nodes"]
        return [each["name"] for each in found]

    def lists(self) -> list[str]:
        """Return the names of everything on the shelves."""
        edges = self.send("ProductList", first=100)["products"]["edges"]
        return [edge["node"]["name"] for edge in edges]

    def opens(self, slug: str) -> Answer | None:
        """Return what the goods' page shows; None when there is no such page."""
        return self.send("ProductDetail", slug=slug)["product"]

    def puts(self, *lines: tuple[str, int]) -> Answer:
        """Begin a cart with variants and numbers of them; return what the shop says."""
        wanted = [{"variantId": variant, "quantity": count} for variant, count in lines]
        answer = self.send("CheckoutCreate", lines=wanted)["checkoutCreate"]
        self.sale.checkout = answer["checkout"]
        return answer

    def goes_to_the_till(self) -> None:
        """Fill in address and delivery."""
        journey.enter_address(self.sale)
        journey.choose_delivery(self.sale)

    def places(self) -> Answer:
        """Submit the order; return what the shop says."""
        total = Decimal(str(self.sale.checkout["totalPrice"]["gross"]["amount"]))
        return self.send(
            "OrderPlace",
            checkoutToken=self.sale.checkout["token"],
            idempotencyKey=f"till-{self.sale.checkout['token']}",
            expectedTotal=f"{total:.2f}",
        )["orderPlace"]

    def pays(self) -> Answer:
        """Place the order, pay it in WeChat, and wait until the shop has heard of it."""
        journey.place_order(self.sale)
        journey.start_payment(self.sale)
        journey.pay(self.sale)
        journey.await_payment(self.sale)
        return self.order()

    def order(self) -> Answer:
        number = self.sale.order["number"]
        self.sale.order = self.send("MyOrder", number=number)["myOrder"]
        return self.sale.order

    def has_received_it(self) -> None:
        self.send("OrderConfirmReceipt", number=self.sale.order["number"])
