"""A newcomer searches, fills a cart, logs in, gives her address, types a coupon's code, pays."""

from __future__ import annotations

from playwright.sync_api import expect

from plugins.orders.models import PlacedOrder
from plugins.orders.states import OrderState
from tests.e2e.buying import PASTED, finds_and_takes, logs_in, pays, submits
from tests.e2e.market import COUPON_CODE
from tests.e2e.shopper import SIZES, Shopper, shopping

TWIST, PRICE_FEN, SHIPPING_FEN, SAVED_FEN = "SN01-A500S", 1990, 600, 500


def test_newcomer_buys(program, market):
    numbers = []
    with shopping(program, market.url, "newcomer") as walk:
        for width in SIZES:
            with walk.at(width) as shopper:
                finds_and_takes(shopper)
                logs_in(shopper)
                _gives_her_address(shopper)
                _types_a_code(shopper)
                numbers.append(submits(shopper))
                pays(shopper)
                shopper.sees("paid")
                shopper.presses("看订单")
                shopper.reads("138****1234")
                shopper.sees("order")

    for number in numbers:
        placed = PlacedOrder.objects.get(number=number)
        assert placed.state == OrderState.PAID.value
        assert placed.total_fen == placed.paid_fen == 2 * PRICE_FEN + SHIPPING_FEN - SAVED_FEN
        assert placed.order.coupon.saved_fen == SAVED_FEN
        [line] = placed.order.lines.all()
        assert (line.product_sku, line.quantity) == (TWIST, 2)
    walk.found_fault_with_nothing(market.wechat.address)


def _gives_her_address(shopper: Shopper) -> None:
    shopper.taps("填写收货地址")
    shopper.presses("新增地址")
    shopper.page.get_by_label("粘贴地址").locator("textarea").fill(PASTED)
    shopper.taps("识别")
    expect(shopper.page.get_by_label("收货人").locator("input")).to_have_value("李晓梅")
    shopper.reads("湖北省 黄石市 大冶市")
    shopper.sees("address")
    shopper.taps("保存")
    shopper.taps(shopper.page.get_by_text("金牛镇东街8号").first)


def _types_a_code(shopper: Shopper) -> None:
    """The shop says what is to be paid with the coupon."""
    shopper.taps(shopper.page.get_by_label("优惠券", exact=True))
    shopper.page.get_by_label("优惠口令").locator("input").fill(COUPON_CODE.lower())
    shopper.presses("兑换")
    shopper.reads("这一单最省")
    shopper.sees("coupons")
    shopper.taps(shopper.page.get_by_label("关闭", exact=True).last)
    shopper.reads("−¥5.00")
