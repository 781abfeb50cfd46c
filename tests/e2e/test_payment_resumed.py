"""A buyer walks away from WeChat's sheet: she pays later, or too late and is told so."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from plugins.orders.models import PlacedOrder
from plugins.orders.services.orders_close_overdue import orders_close_overdue
from plugins.orders.states import OrderState
from tests.e2e.buying import orders, pays
from tests.e2e.shopper import SIZES, Shopper, shopping
from tests.e2e.stage import aside

NOODLES = "SN03-A1000"


def test_abandoned_payment_is_taken_up_again_or_runs_out(program, market):
    resumed, late = [], []
    with shopping(program, market.url, "payment") as walk:
        for width in SIZES:
            buyer = market.buyer()
            resumed.append(orders(buyer, (market.variant(NOODLES), 1)))
            with walk.at(width, buyer) as shopper:
                _leaves_the_counter(shopper, resumed[-1])
            with walk.at(width, buyer) as shopper:
                _comes_back_and_pays(shopper)

            buyer = market.buyer()
            late.append(orders(buyer, (market.variant(NOODLES), 1)))
            with walk.at(width, buyer) as shopper:
                _lets_the_time_run_out(shopper)

    states = dict(PlacedOrder.objects.values_list("number", "state"))
    assert [states[number] for number in resumed] == [OrderState.PAID.value] * len(SIZES)
    assert [states[number] for number in late] == [OrderState.CANCELLED.value] * len(SIZES)
    walk.found_fault_with_nothing(market.wechat.address)


def _leaves_the_counter(shopper: Shopper, number: str) -> None:
    shopper.goes(f"/pages/order/pay?number={number}")
    shopper.presses("微信支付")
    shopper.taps("暂不支付，返回商城")
    shopper.reads("内付款，库存为您留着")
    shopper.sees("left-the-counter")


def _comes_back_and_pays(shopper: Shopper) -> None:
    _finds_it_unpaid(shopper)
    _sees_the_time_run(shopper)
    shopper.sees("unpaid")
    shopper.taps(shopper.page.get_by_role("link", name="待付款"))
    shopper.reads("取消订单")
    shopper.sees("unpaid-order")
    shopper.presses("去付款")
    pays(shopper)


def _finds_it_unpaid(shopper: Shopper) -> None:
    """From 我的, as somebody who closed the page comes back."""
    shopper.goes("/pages/me/index")
    shopper.taps("待付款")
    shopper.reads("还剩")


def _sees_the_time_run(shopper: Shopper) -> None:
    left = shopper.reads("还剩")
    shown = left.inner_text()
    shopper.page.wait_for_function(
        "([place, shown]) => place.innerText !== shown", arg=[left.element_handle(), shown]
    )


def _lets_the_time_run_out(shopper: Shopper) -> None:
    shopper.page.clock.install()
    _finds_it_unpaid(shopper)
    shopper.presses("去付款")
    # What is still asked for would be given up as too slow.
    shopper.page.locator("uni-button:not([disabled])", has_text="微信支付").wait_for()
    shopper.page.clock.fast_forward("31:00")
    shopper.reads("付款时间已过，这笔订单不能再付款了")
    shopper.sees("too-late")
    later = timezone.now() + timedelta(minutes=31)
    aside(lambda: orders_close_overdue(now=later))
    shopper.presses("我已付款，刷新")
    shopper.reads("没有付款，商品已放回货架")
    shopper.sees("cancelled")
