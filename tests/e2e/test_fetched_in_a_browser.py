"""A buyer with a phone chooses pick-up and pays; a clerk with a phone hands over for her code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone
from saleor.account.models import User

from plugins.child_orders.models import ChildOrder
from plugins.listings.public import Listing
from plugins.marketplace.public import actor_for
from plugins.pickups.models import PickupPoint
from plugins.pickups.services.point_save import point_create
from tests.e2e.browsing import PHONE, Visits
from tests.e2e.buyer import Buyer
from tests.e2e.buying import pays, puts_in_cart, submits
from tests.e2e.shopper import Shopper, shopping
from tests.e2e.stage import aside
from tests.unit.pickups.conftest import facts

TWIST = "jinniu-mahua"


@pytest.fixture
def clerk(market) -> Iterator[str]:
    """Who sells the dough, by name; it has a point while the test lasts."""
    enterprise_id = Listing.objects.get(product__slug=TWIST).enterprise_id
    name = f"seller-{enterprise_id}"
    actor = actor_for(
        user=User.objects.get(email=f"{name}@example.com"), enterprise_id=enterprise_id
    )
    point = aside(lambda: point_create(actor=actor, facts=facts(), now=timezone.now()))
    yield name
    aside(lambda: PickupPoint.objects.filter(pk=point.pk).update(is_open=False))


def chooses_pick_up(shopper: Shopper) -> None:
    shopper.goes("/pages/cart/index")
    shopper.presses("去结算")
    shopper.taps(shopper.page.get_by_role("radio", name="到店自提"))
    shopper.fills("取货人", "王桂兰")
    shopper.fills("取货人手机", "13912345678")
    shopper.reads("自提不收")
    shopper.sees("confirm")


def test_goods_are_fetched_with_two_phones(program, market, clerk):
    buyer = Buyer(market.url, market.wechat)
    with shopping(program, market.url, "fetched") as walk:
        visits = Visits(walk.browser, market.url)
        with walk.at(390, buyer) as shopper, visits.of(clerk, "enterprise") as desk:
            puts_in_cart(shopper, TWIST, "甜味", 2)
            chooses_pick_up(shopper)
            number = submits(shopper)
            pays(shopper)
            shopper.presses("看订单")
            shopper.reads("企业正在备货，备好后这里显示取货码")

            desk.set_viewport_size(PHONE)
            desk.goto(f"{market.url}/enterprise/pickups/")
            desk.get_by_role("link", name=f"{number}-1").click()
            desk.get_by_role("button", name="备好了").click()
            desk.get_by_text("等买家来取").wait_for()

            shopper.page.reload()
            shopper.reads("前来取")
            code = shopper.page.get_by_label("取货码").inner_text().replace(" ", "")
            shopper.sees("code")
            # What the phone's camera opens.
            desk.goto(f"{market.url}/enterprise/pickups/#code={code}")
            desk.get_by_text("请核对取货人").wait_for()
            visits.seen(desk, "found")
            desk.get_by_role("button", name="确认交货").click()
            desk.get_by_text("已交货，请把商品交给买家").wait_for()

            shopper.page.reload()
            shopper.reads("已凭取货码取走")
            shopper.sees("over")

    child = ChildOrder.objects.get(order__placed__number=number)
    assert (child.state, child.is_pick_up, child.shipping_fen) == ("received", True, 0)
    walk.found_fault_with_nothing(market.wechat.address)
    visits.found_fault_with_nothing()
