"""Nobody is logged in: no page asks what only a buyer may ask, and each says what it needs."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from saleor_config.home import REPOSITORY
from tests.e2e.browsing import PASSWORD
from tests.e2e.buying import CONFIRM, opens_cart, puts_in_cart
from tests.e2e.shopper import SIZES, Shopper, shopping
from tests.e2e.test_account_of_a_buyer import person

ASKED = "这一页只给您自己看"
#: Pages of the buyer's own, by their folder; the till without goods leads to the cart instead.
OWN = {
    "order": {
        "pay", "list", "detail", "after-sales", "case", "cases", "reviews", "review",
    },
    "account": {
        "addresses", "address", "messages", "coupons", "favourites", "posts", "devices", "data",
    },
}  # fmt: skip
QUERY = "?number=26070112345&slug=yinzu-bai-cha&id=1&query=%E8%8C%B6"
#: What a bookmark with words of its own has to come back as.
DEEP = "/pages/order/list?stage=TO_PAY"


def every_page() -> list[str]:
    """Return the path of each page of the mini-shop, as it registers them."""
    written = REPOSITORY / "brand_theme" / "mini_shop" / "src" / "pages.json"
    told = json.loads(written.read_text(encoding="utf-8"))
    inner = [
        f"{each['root']}/{page['path']}" for each in told["subPackages"] for page in each["pages"]
    ]
    return [f"/{path}" for path in [*(page["path"] for page in told["pages"]), *inner]]


@pytest.fixture
def own_pages() -> set[str]:
    return {f"/pages/{folder}/{page}" for folder, pages in OWN.items() for page in pages}


def test_every_page_opens_and_asks_nothing_it_may_not(program, market, own_pages):
    pages = every_page()
    assert own_pages <= set(pages)
    # What a page asks does not depend on the window; how it looks is looked at elsewhere.
    with shopping(program, market.url, "nobody") as walk, walk.at(390) as shopper:
        asks = {path: _asks_for_a_login(shopper, path) for path in pages}

    assert {path for path, is_asked in asks.items() if is_asked} == own_pages

    walk.found_fault_with_nothing()


def test_login_leads_back_to_the_page_that_asked(program, market):
    with shopping(program, market.url, "back") as walk:
        for width in SIZES:
            email = person(f"back-{width}")
            with walk.at(width) as shopper:
                _asks_at_the_till(shopper)
                shopper.goes(DEEP)
                shopper.reads(ASKED)
                shopper.sees("asked")
                shopper.presses("登录")
                _logs_in(shopper, email)
                shopper.page.wait_for_url(f"**{DEEP}")
                shopper.reads("这里没有订单")

    walk.found_fault_with_nothing()


def _asks_at_the_till(shopper: Shopper) -> None:
    puts_in_cart(shopper, "yinzu-bai-cha", "雨前 · 125g罐装")
    opens_cart(shopper)
    shopper.presses("去结算")
    shopper.reads("进集")
    shopper.goes(CONFIRM)
    shopper.reads(ASKED)


def _asks_for_a_login(shopper: Shopper, path: str) -> bool:
    shopper.goes(f"{path}{QUERY}")
    _is_at_rest(shopper.page)
    return shopper.page.get_by_text(ASKED).filter(visible=True).count() > 0


def _is_at_rest(page: Page) -> None:
    page.locator(".main").first.wait_for()
    page.wait_for_load_state("networkidle")


def _logs_in(shopper: Shopper, email: str) -> None:
    shopper.fills("邮箱", email)
    shopper.fills("密码", PASSWORD)
    shopper.taps("我已看过并同意")
    shopper.presses("用邮箱登录")
