"""The brand office suspends a licence under a full cart: its goods stay, the rest is bought."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from plugins.brand.models import Licence
from plugins.brand.public import Actor, licence_restore, licence_suspend
from plugins.brand.states import LicenceState
from plugins.listings.models import Listing
from plugins.orders.models import PlacedOrder
from tests.e2e.buying import goes_to_the_till, keeps_an_address, puts_in_cart, submits
from tests.e2e.shopper import SIZES, Shopper, shopping
from tests.e2e.stage import aside

TEA, TWIST = "yinzu-bai-cha", "SN01-A500S"
WHY, MENDED = "抽检农残超标，待复检", "复检合格，已提交整改报告"


class Office:
    """The brand office, as far as the tea's licence goes."""

    def suspends(self) -> None:
        self._does(licence_suspend, WHY)

    def restores(self) -> None:
        """Do nothing when it is in force."""
        if aside(lambda: self._licence().state) == LicenceState.SUSPENDED.value:
            self._does(licence_restore, MENDED)

    def _does(self, service: Callable[..., Licence], reason: str) -> None:
        aside(
            lambda: service(
                licence_id=self._licence().pk,
                reason=reason,
                actor=Actor.system("test"),
                now=timezone.now(),
            )
        )

    def _licence(self) -> Licence:
        maker = Listing.objects.get(product__slug=TEA).enterprise
        return Licence.objects.get(enterprise=maker)


@pytest.fixture
def office(market) -> Iterator[Office]:
    made = Office()
    yield made
    made.restores()


def test_suspended_goods_stay_in_the_cart_and_the_rest_is_bought(program, market, office):
    numbers = []
    with shopping(program, market.url, "suspended") as walk:
        for width in SIZES:
            office.restores()
            with walk.at(width, keeps_an_address(market.buyer())) as shopper:
                puts_in_cart(shopper, TEA, "雨前")
                puts_in_cart(shopper, "jinniu-mahua", "甜味")
                shopper.goes("/pages/cart/index")
                goes_to_the_till(shopper)
                office.suspends()
                _is_refused_at_the_till(shopper)
                numbers.append(_buys_the_rest_from_the_cart(shopper))

    for number in numbers:
        placed = PlacedOrder.objects.get(number=number)
        assert [line.product_sku for line in placed.order.lines.all()] == [TWIST]
    walk.found_fault_with_nothing()


def _is_refused_at_the_till(shopper: Shopper) -> None:
    shopper.presses("提交订单")
    shopper.reads("1 样商品现在买不到")
    shopper.reads("现在不能买：品牌授权已暂停")
    shopper.cannot_press("提交订单")
    shopper.sees("refused")


def _buys_the_rest_from_the_cart(shopper: Shopper) -> str:
    shopper.presses("回购物车")
    shopper.reads("各家分别打包")
    shopper.reads("现在不能买：品牌授权已暂停")
    shopper.sees("cart")
    goes_to_the_till(shopper)
    shopper.sees("the-rest")
    return submits(shopper)
