"""The net goes away and comes back: what was seen stays, and an order is placed once."""

from __future__ import annotations

import json

from playwright.sync_api import Route

from plugins.orders.models import PlacedOrder
from plugins.orders.states import OrderState
from saleor_config.chaos.phone import document_ids
from tests.e2e.buying import keeps_an_address, puts_in_cart
from tests.e2e.shopper import SIZES, Shopper, shopping

TEA, SIZE = "yinzu-bai-cha", "雨前 · 125g罐装"
#: What a browser says of a question that nobody answered; the shop says it to the buyer.
UNANSWERED = "Failed to load resource: net::ERR_"


def test_net_that_comes_back_heals_the_shop(program, market):
    buyers = []
    with shopping(program, market.url, "net") as walk:
        for width in SIZES:
            buyers.append(keeps_an_address(market.buyer()))
            with walk.at(width, buyers[-1]) as shopper:
                _sees_what_she_saw(shopper)
                _finds_everything_again(shopper)
                _orders_once(shopper)

    for buyer in buyers:
        [placed] = PlacedOrder.objects.filter(buyer__wechat_identities__openid=buyer.sale.openid)
        assert placed.state == OrderState.AWAITING_PAYMENT.value
    walk.complaints[:] = [each for each in walk.complaints if not each.startswith(UNANSWERED)]
    walk.found_fault_with_nothing(market.wechat.address)


def _sees_what_she_saw(shopper: Shopper) -> None:
    page = shopper.page
    puts_in_cart(shopper, TEA, SIZE)
    shopper.taps(page.get_by_label("购物车", exact=True).last)
    shopper.reads("各家分别打包")
    shopper.presses("去结算")
    shopper.page.locator("uni-button:not([disabled])", has_text="提交订单").wait_for()
    page.go_back()
    shopper.reads("各家分别打包")
    page.context.set_offline(True)
    shopper.reads("看过的页面还在")
    # The goods' page was closed when she left for the cart: it is read from memory.
    shopper.taps(page.locator(".line__picture"))
    shopper.reads("说说它")
    shopper.sees("goods-offline")
    page.go_back()
    shopper.reads("各家分别打包")
    shopper.sees("cart-offline")


def _finds_everything_again(shopper: Shopper) -> None:
    """The till cannot do without the net: it says what is wrong, and comes by itself with it."""
    page = shopper.page
    shopper.presses("去结算")
    page.wait_for_url("**/pages/order/confirm")
    shopper.reads("没有连上集市")
    shopper.sees("till-offline")
    page.context.set_offline(False)
    page.locator("uni-button:not([disabled])", has_text="提交订单").wait_for()
    assert page.get_by_text("看过的页面还在").filter(visible=True).count() == 0


def _orders_once(shopper: Shopper) -> None:
    """The shop takes the order and its answer is lost; she tries again, as the page says."""
    page = shopper.page
    place = document_ids()["OrderPlace"]

    def loses_the_answer(route: Route) -> None:
        if place in (route.request.post_data or ""):
            told = json.loads(route.fetch().text())
            assert told["data"]["orderPlace"]["placedOrder"]["number"]
            route.abort()
        else:
            route.fallback()

    page.route("**/graphql/", loses_the_answer)
    shopper.presses("提交订单")
    shopper.page.get_by_role("alert").get_by_text("没有连上集市").wait_for()
    shopper.sees("answer-lost")
    page.unroute("**/graphql/")
    shopper.presses("提交订单")
    page.wait_for_url("**/pages/order/pay**")
