"""The net goes away and comes back: what was seen stays, and an order is placed once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Route

from plugins.orders.models import PlacedOrder
from plugins.orders.states import OrderState
from saleor_config.chaos.phone import document_ids
from tests.e2e.buyer import Buyer
from tests.e2e.buying import goes_to_the_till, keeps_an_address, opens_cart, puts_in_cart, submits
from tests.e2e.eyes import faults_on
from tests.e2e.market import Market
from tests.e2e.shopper import SIZES, Shopper, Shopping, shopping
from tests.e2e.stage import aside

TEA, SIZE = "yinzu-bai-cha", "雨前 · 125g罐装"
KNOWN, MISSING = "这些已经下过单了", "这一页还没有载入"
#: What a browser says of a question that nobody answered; the shop says it to the buyer.
UNANSWERED = "Failed to load resource: net::ERR_"
#: The same of a page's script and style.
MISSED = re.compile("Error: Unable to preload CSS|TypeError: Failed to fetch dynamically imported")


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
        [placed] = _orders_of(buyer)
        assert placed.state == OrderState.AWAITING_PAYMENT.value
    _found_no_other_fault(walk, market)


def test_till_that_is_reloaded_orders_once(program, market):
    buyers = []
    with shopping(program, market.url, "reload") as walk:
        for width in SIZES:
            buyers.append(keeps_an_address(market.buyer()))
            with walk.at(width, buyers[-1]) as shopper:
                puts_in_cart(shopper, TEA, SIZE)
                _loses_the_question_and_reloads(shopper)
                assert _orders_of(buyers[-1]) == []
                _loses_the_answer_and_reloads(shopper)
                [once] = _orders_of(buyers[-1])
                _is_led_to_it(shopper, once.number)
                _may_want_a_second(shopper)

    assert [len(_orders_of(buyer)) for buyer in buyers] == [2] * len(SIZES)
    _found_no_other_fault(walk, market)


def test_page_that_was_never_loaded_comes_with_the_net(program, market):
    with shopping(program, market.url, "missing") as walk:
        for width in SIZES:
            for look in ("light", "dark"):
                with walk.at(width) as shopper:
                    shopper.prefers(look=look)
                    _opens_a_page_without_the_net(shopper, look)
            with walk.at(width) as shopper:
                _loses_only_the_page(shopper)

    walk.complaints[:] = [each for each in walk.complaints if not MISSED.match(each)]
    _found_no_other_fault(walk, market)


def _opens_a_page_without_the_net(shopper: Shopper, look: str) -> None:
    """It says so in our own words, also after another try, and opens with the net."""
    page = shopper.page
    _goes_where_settings_are_near(shopper)
    page.context.set_offline(True)
    shopper.taps("设置与长辈版")
    shopper.reads(MISSING)
    shopper.sees(f"page-missing-{look}")
    assert faults_on(page) == []
    shopper.presses("再试一次")
    shopper.reads("连上网后它会自己打开")
    page.context.set_offline(False)
    shopper.reads("长辈版（大字）")
    assert page.get_by_text(MISSING).count() == 0
    assert page.url.endswith("/pages/account/settings")


def _loses_only_the_page(shopper: Shopper) -> None:
    """One file does not come although the net is there: back works, and so does another try."""
    page = shopper.page
    _goes_where_settings_are_near(shopper)
    page.route("**/assets/pages-account-settings*", lambda route: route.abort())
    shopper.taps("设置与长辈版")
    shopper.reads("载入时断了一下")
    shopper.presses("返回")
    shopper.reads("还没有登录")
    shopper.taps("设置与长辈版")
    shopper.reads("载入时断了一下")
    page.unroute("**/assets/pages-account-settings*")
    shopper.presses("再试一次")
    shopper.reads("长辈版（大字）")


def _goes_where_settings_are_near(shopper: Shopper) -> None:
    shopper.goes("/pages/me/index")
    shopper.reads("还没有登录")


def _orders_of(buyer: Buyer) -> list[PlacedOrder]:
    mine = PlacedOrder.objects.filter(buyer__wechat_identities__openid=buyer.sale.openid)
    return aside(lambda: list(mine))


def _found_no_other_fault(walk: Shopping, market: Market) -> None:
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


@contextmanager
def _submitting_in_vain(shopper: Shopper, *, arrives: bool) -> Iterator[None]:
    """No answer comes when she submits her order; it `arrives` at the shop all the same or not."""
    place = document_ids()["OrderPlace"]

    def loses(route: Route) -> None:
        if place not in (route.request.post_data or ""):
            route.fallback()
            return
        if arrives:
            told = json.loads(route.fetch().text())
            assert told["data"]["orderPlace"]["placedOrder"]["number"]
        route.abort()

    shopper.page.route("**/graphql/", loses)
    shopper.presses("提交订单")
    shopper.page.get_by_role("alert").get_by_text("没有连上集市").wait_for()
    yield
    shopper.page.unroute("**/graphql/")


def _orders_once(shopper: Shopper) -> None:
    """The shop takes the order and its answer is lost; she tries again, as the page says."""
    with _submitting_in_vain(shopper, arrives=True):
        shopper.sees("answer-lost")
    submits(shopper)


def _loses_the_question_and_reloads(shopper: Shopper) -> None:
    """The shop never heard of it: the till is as it was."""
    opens_cart(shopper)
    goes_to_the_till(shopper)
    with _submitting_in_vain(shopper, arrives=False):
        pass
    shopper.page.reload()
    shopper.page.locator("uni-button:not([disabled])", has_text="提交订单").wait_for()


def _loses_the_answer_and_reloads(shopper: Shopper) -> None:
    """The shop took it: the till says so instead of taking it twice, also from the cart."""
    with _submitting_in_vain(shopper, arrives=True):
        pass
    shopper.page.reload()
    shopper.reads(KNOWN)
    shopper.sees("known-after-reload")
    opens_cart(shopper)
    shopper.presses("去结算")
    shopper.reads(KNOWN)


def _is_led_to_it(shopper: Shopper, number: str) -> None:
    shopper.presses("去付款")
    shopper.page.wait_for_url(f"**/pages/order/pay?number={number}")
    shopper.reads("内付款，库存为您留着")
    shopper.goes("/pages/cart/index")
    shopper.reads("篮子还空着")


def _may_want_a_second(shopper: Shopper) -> None:
    """What is settled stands in nobody's way, and who wants a second one gets it."""
    puts_in_cart(shopper, TEA, SIZE)
    opens_cart(shopper)
    goes_to_the_till(shopper)
    with _submitting_in_vain(shopper, arrives=True):
        pass
    shopper.page.reload()
    shopper.presses("再买一份")
    shopper.page.locator("uni-button:not([disabled])", has_text="提交订单").wait_for()
    assert shopper.page.get_by_text(KNOWN).count() == 0
