"""A buyer comes back, logs in, and buys an old order again: the shop knows her address."""

from __future__ import annotations

from plugins.orders.models import PlacedOrder
from plugins.orders.states import OrderState
from tests.e2e.buying import STREET, keeps_an_address, pays, submits
from tests.e2e.shopper import SIZES, Shopper, shopping

LOTUS, TWIST = "GB02-A500", "SN01-A500S"


def test_returning_buyer_orders_the_same_again(program, market):
    buyers, numbers = {}, {}
    for width in SIZES:
        buyers[width] = buyer = keeps_an_address(market.buyer())
        buyer.puts((market.variant(LOTUS), 2), (market.variant(TWIST), 1))
        buyer.goes_to_the_till()
        buyer.pays()

    with shopping(program, market.url, "reorder") as walk:
        for width, buyer in buyers.items():
            with walk.at(width) as shopper:
                _logs_in(shopper, buyer.sale.openid)
                numbers[width] = _orders_again(shopper)

    for width, buyer in buyers.items():
        first = PlacedOrder.objects.get(number=buyer.sale.order["number"])
        again = PlacedOrder.objects.get(number=numbers[width])
        assert again.buyer == first.buyer
        assert again.state == OrderState.PAID.value
        assert again.paid_fen == first.paid_fen == 2 * 4800 + 1990 + _shipping(again)
        assert _goods(again) == _goods(first) == {LOTUS: 2, TWIST: 1}
        assert again.order.shipping_address.street_address_1 == STREET
    walk.found_fault_with_nothing(market.wechat.address)


def _logs_in(shopper: Shopper, openid: str) -> None:
    """From 我的, with the WeChat person who has an account here."""
    shopper.goes("/pages/me/index")
    shopper.presses("登录")
    shopper.taps(shopper.page.get_by_role("checkbox", name="我已看过并同意"))
    shopper.sees("login")
    shopper.presses("微信登录")
    person = shopper.page.locator("form", has=shopper.page.locator(f"input[value='{openid}']"))
    shopper.taps(person.get_by_role("button"))


def _orders_again(shopper: Shopper) -> str:
    shopper.taps("全部订单")
    shopper.taps(shopper.page.get_by_role("link", name="订单 "))
    shopper.reads("再买一次")
    shopper.sees("old-order")
    shopper.presses("再买一次")
    shopper.reads("各家分别打包")
    shopper.sees("cart")
    shopper.presses("去结算")
    shopper.reads(STREET)
    shopper.page.locator("uni-button:not([disabled])", has_text="提交订单").wait_for()
    shopper.sees("confirm")
    number = submits(shopper)
    pays(shopper)
    shopper.sees("paid")
    return number


def _goods(placed: PlacedOrder) -> dict[str, int]:
    return {line.product_sku: line.quantity for line in placed.order.lines.all()}


def _shipping(placed: PlacedOrder) -> int:
    return round(placed.order.shipping_price_gross_amount * 100)
