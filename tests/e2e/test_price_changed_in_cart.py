"""Prices change while goods are in the cart, and once more while the buyer looks at the till."""

from __future__ import annotations

import pytest

from plugins.orders.models import PlacedOrder
from tests.e2e.buying import (
    CONFIRM,
    goes_to_the_till,
    keeps_an_address,
    opens_cart,
    puts_in_cart,
    submits,
)
from tests.e2e.shopper import SIZES, Shopper, shopping

ONE, PAIR = "GB03-A400", "GB03-B800"
SHIPPING_FEN = 600


@pytest.fixture
def beans(market):
    """The market, with the beans at their price again after each window."""
    yield market
    _at_first_prices(market)


def _at_first_prices(market) -> None:
    market.reprices(ONE, "16.80")
    market.reprices(PAIR, "31.80")


def test_new_prices_are_shown_beside_the_old_and_never_paid_unseen(program, beans):
    numbers = []
    with shopping(program, beans.url, "price") as walk:
        for width in SIZES:
            _at_first_prices(beans)
            with walk.at(width, keeps_an_address(beans.buyer())) as shopper:
                puts_in_cart(shopper, "tanqiao-douchi", "400g单瓶")
                puts_in_cart(shopper, "tanqiao-douchi", "400g×2瓶")
                beans.reprices(ONE, "18.80")
                beans.reprices(PAIR, "29.80")
                _reads_both_prices(shopper)
                goes_to_the_till(shopper)
                beans.reprices(ONE, "20.80")
                numbers.append(_has_to_press_again(shopper))

    for number in numbers:
        placed = PlacedOrder.objects.get(number=number)
        assert placed.total_fen == 2080 + 2980 + SHIPPING_FEN
    walk.found_fault_with_nothing()


def _reads_both_prices(shopper: Shopper) -> None:
    opens_cart(shopper)
    shopper.reads("涨价了：加入时 16.80 元，现在 18.80 元")
    shopper.reads("降价了：加入时 31.80 元，现在 29.80 元")
    shopper.sees("cart")


def _has_to_press_again(shopper: Shopper) -> str:
    shopper.presses("提交订单")
    shopper.reads("金额有变化：刚才应付 54.60 元，现在应付 56.60 元")
    shopper.reads("涨价了：加入时 18.80 元，现在 20.80 元")
    assert CONFIRM in shopper.page.url
    shopper.sees("new-total")
    return submits(shopper, "按新金额提交")
