"""Every main page in the dark, in large text, in both and in neither: all can be read and pressed."""

from __future__ import annotations

import pytest

from tests.e2e.aftercare import received
from tests.e2e.buying import (
    goes_to_the_till,
    keeps_an_address,
    opens_cart,
    orders,
    puts_in_cart,
)
from tests.e2e.eyes import faults_on
from tests.e2e.shopper import SIZES, Shopper, shopping

FLOWERS, TEA = "TE03-A50", "TE01-A125Y"
#: Whether everything has come, and nothing moves for nobody's use.
AT_REST = """
() => {
  const came = performance.getEntriesByType("resource").map((each) => each.responseEnd);
  return document.querySelector(".main") && !document.querySelector("[aria-busy=true]")
    && performance.now() - Math.max(...came) > 150
    && !document.getAnimations().some((each) => each.playState === "running");
}
"""
#: Changes the looks as 设置 does, on whichever page is open.
WEAR = """
(looks) => document.getElementById("app").__vue_app__.config.globalProperties.$pinia._s.get("settings").set(looks)
"""
LOOKS = {
    "light": {"look": "light", "isLarge": False},
    "light-large": {"look": "light", "isLarge": True},
    "dark": {"look": "dark", "isLarge": False},
    "dark-large": {"look": "dark", "isLarge": True},
}
PAGES = {
    "home": "/",
    "trades": "/pages/trades/index",
    "list": "/pages/goods/list?query=%E8%8C%B6",
    "search": "/pages/goods/search",
    "goods": "/pages/goods/detail?slug=yinzu-bai-cha",
    "cart": "/pages/cart/index",
    "till": "/pages/order/confirm",
    "me": "/pages/me/index",
    "orders": "/pages/order/list",
    "order": "/pages/order/detail?number={received}",
    "pay": "/pages/order/pay?number={unpaid}",
    "after-sales": "/pages/order/after-sales?number={received}",
    "reviews": "/pages/order/reviews",
    "messages": "/pages/account/messages",
    "addresses": "/pages/account/addresses",
    "address": "/pages/account/address",
    "settings": "/pages/account/settings",
    "devices": "/pages/account/devices",
    "data": "/pages/account/data",
    "login": "/pages/account/login",
    "letter": "/pages/letter/ask?purpose=reset",
    "link": "/pages/letter/reset",
    "verify": "/pages/about/verify",
}


@pytest.fixture
def known(market):
    """A buyer with an address, an order that arrived and one that waits for money."""
    buyer = keeps_an_address(market.buyer())
    numbers = {
        "received": received(buyer, (market.variant(FLOWERS), 1)),
        "unpaid": orders(buyer, (market.variant(TEA), 1)),
    }
    return buyer, numbers


def test_every_look_holds_on_every_page(program, market, known):
    buyer, numbers = known
    faults: dict[str, list[str]] = {}
    with shopping(program, market.url, "look") as walk:
        for width in SIZES:
            with walk.at(width, buyer, reduced_motion="reduce") as shopper:
                puts_in_cart(shopper, "yinzu-bai-cha", "雨前 · 125g罐装")
                opens_cart(shopper)
                goes_to_the_till(shopper)
                for name, path in PAGES.items():
                    shopper.goes(path.format(**numbers))
                    for look in LOOKS:
                        faults[f"{name} {look} at {width}"] = _looks(shopper, name, look)

    found = [f"{page}: {each}" for page, several in faults.items() for each in several]
    assert found == [], "\n".join(found)
    walk.found_fault_with_nothing(market.wechat.address)


def _looks(shopper: Shopper, name: str, look: str) -> list[str]:
    """Look at the page that is open; the bar's badge and the like come before it is at rest."""
    page, wanted = shopper.page, LOOKS[look]
    page.wait_for_function(AT_REST)
    page.evaluate(WEAR, wanted)
    text = "large" if wanted["isLarge"] else "ordinary"
    page.locator(f"html[data-theme={wanted['look']}][data-text={text}]").wait_for(state="attached")
    page.wait_for_function(AT_REST)
    shopper.sees(f"{name}-{look}")
    return faults_on(page, with_targets=shopper.width == min(SIZES))
