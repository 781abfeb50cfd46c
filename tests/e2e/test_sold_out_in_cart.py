"""Others take the goods in a buyer's cart: she is told plainly and buys what is left."""

from __future__ import annotations

import pytest

from plugins.orders.models import PlacedOrder
from tests.e2e.buying import (
    goes_to_the_till,
    keeps_an_address,
    opens_cart,
    orders,
    puts_in_cart,
    submits,
)
from tests.e2e.market import Market
from tests.e2e.shopper import SIZES, Shopper, shopping

FLOWER, TWIST = "TE03-A50", "SN01-A500S"


@pytest.fixture
def refilled(market):
    """The market stands for all journeys: whoever comes next finds the goods again."""
    yield
    market.stocks(FLOWER, 50)


def test_goods_sell_out_while_they_are_in_the_cart(program, market, refilled):
    numbers = []
    with shopping(program, market.url, "sold-out") as walk:
        for width in SIZES:
            market.stocks(FLOWER, 3)
            with walk.at(width, keeps_an_address(market.buyer())) as shopper:
                puts_in_cart(shopper, "huoshi-juhua", "50g罐装", 3)
                puts_in_cart(shopper, "jinniu-mahua", "甜味")
                _others_take_two(shopper, market)
                _others_take_the_last(shopper, market)
                numbers.append(_buys_the_rest(shopper))

    for number in numbers:
        placed = PlacedOrder.objects.get(number=number)
        assert {line.product_sku: line.quantity for line in placed.order.lines.all()} == {TWIST: 1}
        assert placed.total_fen == 1990 + 500
    walk.found_fault_with_nothing()


def _others_take_two(shopper: Shopper, market: Market) -> None:
    orders(market.buyer(), (market.variant(FLOWER), 2))
    opens_cart(shopper)
    shopper.reads("只剩 1 件，您要的是 3 件")
    shopper.sees("fewer-left")
    shopper.presses("改成 1 件")
    goes_to_the_till(shopper)


def _others_take_the_last(shopper: Shopper, market: Market) -> None:
    """At the till, between looking and pressing."""
    orders(market.buyer(), (market.variant(FLOWER), 1))
    shopper.presses("提交订单")
    shopper.reads("1 样商品现在买不到")
    shopper.reads("卖完了，暂时买不到")
    shopper.cannot_press("提交订单")
    shopper.sees("refused")


def _buys_the_rest(shopper: Shopper) -> str:
    shopper.presses("先买能买的")
    shopper.page.get_by_text("卖完了").wait_for(state="detached")
    shopper.sees("the-rest")
    number = submits(shopper)
    opens_cart(shopper)
    shopper.reads("卖完了，暂时买不到")
    shopper.cannot_press("去结算")
    shopper.sees("cart-afterwards")
    return number
