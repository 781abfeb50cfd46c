"""The steps of a purchase in the mini-shop, whoever takes them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from saleor_config.demo_sale import journey
from tests.e2e.buyer import Buyer
from tests.e2e.shopper import Shopper

CART, CONFIRM = "/pages/cart/index", "/pages/order/confirm"
PASTED = "李晓梅 13800001234 湖北省黄石市大冶市金牛镇东街8号"
STREET = journey.ADDRESS["streetAddress1"]


def keeps_an_address(buyer: Buyer) -> Buyer:
    """She has bought here before: the shop knows where she lives."""
    assert buyer.send("AddressCreate", input=journey.ADDRESS)["accountAddressCreate"]["address"]
    return buyer


def orders(buyer: Buyer, *lines: tuple[str, int]) -> str:
    """Order variants with another device, without paying yet; return the order's number."""
    buyer.puts(*lines)
    buyer.goes_to_the_till()
    journey.place_order(buyer.sale)
    return buyer.sale.order["number"]


def puts_in_cart(shopper: Shopper, slug: str, variant: str, count: int = 1) -> None:
    """Open the goods' page, choose a variant and how many, and put them into the cart."""
    page = shopper.page
    shopper.goes(f"/pages/goods/detail?slug={slug}")
    shopper.presses("放进购物车")
    sheet = page.get_by_role("dialog")
    shopper.taps(sheet.get_by_role("radio", name=variant))
    for _ in range(1, count):
        shopper.taps(sheet.get_by_label("增加"))
    shopper.taps(sheet.locator("uni-button:not([disabled])", has_text="放进购物车"))
    shopper.reads("已放进购物车")


def finds_and_takes(shopper: Shopper) -> None:
    """Search as people type, and put two bags of fried dough twists into the cart."""
    page = shopper.page
    shopper.goes("/")
    ways = page.get_by_role("search", name="搜索好物").or_(page.get_by_role("link", name="搜好物"))
    shopper.taps(ways.filter(visible=True).first)
    page.get_by_label("搜索好物").locator("input").fill("mahua")
    shopper.taps(page.get_by_role("option", name="金牛麻花"))
    shopper.taps(page.get_by_label("金牛麻花").first)
    shopper.presses("放进购物车")
    sheet = page.get_by_role("dialog")
    shopper.taps(sheet.get_by_label("增加"))
    shopper.sees("sheet")
    shopper.taps(sheet.get_by_text("放进购物车"))
    shopper.reads("已放进购物车")


def logs_in(shopper: Shopper) -> None:
    """Go to the till with the cart; WeChat is new to the shop."""
    page = shopper.page
    shopper.taps(page.get_by_label("购物车", exact=True).last)
    shopper.presses("去结算")
    shopper.taps("我已看过并同意")
    shopper.presses("微信登录")
    page.get_by_label("新的微信用户").fill("晓梅")
    shopper.taps(page.get_by_role("button", name="新建并允许"))


def opens_cart(shopper: Shopper) -> None:
    shopper.goes(CART)
    shopper.reads("各家分别打包")


def goes_to_the_till(shopper: Shopper) -> None:
    """From the cart to the last look, until it can be submitted to the address that is known."""
    shopper.presses("去结算")
    shopper.reads(STREET)
    shopper.page.locator("uni-button:not([disabled])", has_text="提交订单").wait_for()


def submits(shopper: Shopper, button: str = "提交订单") -> str:
    """Place the order; return its number."""
    shopper.presses(button)
    shopper.page.wait_for_url("**/pages/order/pay?number=*")
    return parse_qs(urlsplit(shopper.page.url).query)["number"][0]


def pays(shopper: Shopper) -> None:
    """Pay at WeChat's counter and come back."""
    shopper.presses("微信支付")
    shopper.taps(shopper.page.get_by_role("button", name="确认支付"))
    shopper.reads("付好了")
