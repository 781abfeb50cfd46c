"""Through both doors: she chooses and pays, they set aside, she shows her code, they hand over."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from graphql_relay import to_global_id
from saleor.account.models import User

from plugins.child_orders.models import ChildOrder
from plugins.pickups.models import PickupPoint
from plugins.pickups.rules import code_shown
from plugins.pickups.services.pickup_hand_over import TRIES
from tests.unit.console.conftest import browser_of

__all__ = ["browser_of"]
pytestmark = pytest.mark.django_db
HOURS = {
    f"{what}_{day}": time
    for day in range(5)
    for what, time in (("opens", "09:00"), ("closes", "18:00"))
}


def at(page: str, *args) -> str:
    return reverse(f"enterprise:{page}", args=args)


def text_of(answer) -> str:
    assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def desk(hu, browser_of):
    """胡师傅's browser."""
    return browser_of(User.objects.get(pk=hu.user_id))


def test_whole_way_from_the_confirm_page_to_the_counter(
    desk, method, client_of, buyer_li, checkout, mahua, pay, hu, wang, browser_of
):
    form = {
        "key": "k",
        "name": "老街店",
        "phone": "0714-8712345",
        "province": "湖北省",
        "city": "黄石市",
        "county": "大冶市",
        "town": "金牛镇",
        "street": "胜利路12号",
        "keep_days": "3",
    }
    wrong = text_of(desk.post(at("pickup_point_new"), {**form, **HOURS, "county": "无此县"}))
    assert "无此县" in wrong
    assert not PickupPoint.objects.exists()
    assert desk.post(at("pickup_point_new"), {**form, **HOURS}).status_code == 302

    li = client_of(buyer_li)
    variants = [to_global_id("ProductVariant", mahua.pk)]
    [point] = li.data("PickUpOffer", variantIds=variants)["pickUpOffer"]["points"]
    assert point["hours"] == ["周一至周五 09:00–18:00", "周六至周日 休息"]
    chosen = li.data(
        "CheckoutPickUp",
        checkoutToken=str(checkout.token),
        pointId=point["id"],
        recipient="王桂兰",
        phone="13912345678",
    )["checkoutPickUp"]
    assert chosen["errors"] == []
    assert chosen["checkout"]["totalPrice"]["gross"]["amount"] == 37.6
    assert [each["name"] for each in chosen["checkout"]["availableShippingMethods"]] == ["到店自提"]
    placed = li.data("OrderPlace", checkoutToken=str(checkout.token), idempotencyKey="confirm-1")[
        "orderPlace"
    ]["placedOrder"]
    pay(buyer_li.placed_orders.get(number=placed["number"]))
    number = ChildOrder.objects.get().number

    def mine():
        return li.data("MyPickup", number=placed["number"])["myPickup"]

    assert (mine()["stage"], mine()["code"]) == ("PREPARING", None)
    order = li.data("MyOrder", number=placed["number"])["myOrder"]
    assert order["childOrders"][0]["isPickUp"] is True
    assert "待备货" in text_of(desk.get(at("order", number)))
    assert desk.post(at("order_ready", number)).status_code == 302  # the hub's way is refused
    assert ChildOrder.objects.get().state == "to_ship"
    assert desk.post(at("pickup_ready", number)).status_code == 302

    code = mine()["code"]
    assert mine()["codeLink"].endswith(f"/enterprise/pickups/#code={code}")
    assert code not in text_of(desk.get(at("pickup", number)))
    assert code not in text_of(desk.get(at("pickups")))
    stranger = browser_of(User.objects.get(pk=wang.user_id))
    assert "不是本企业的订单" in text_of(stranger.post(at("pickups"), {"code": code}))
    found = text_of(desk.post(at("pickups"), {"code": code_shown(code)}))
    assert "确认交货" in found
    assert "金牛麻花" in found
    assert "王桂兰" not in found  # enough to compare, too little to tell
    assert ChildOrder.objects.get().state == "ready"
    assert desk.post(at("pickup_hand_over"), {"code": code}).status_code == 302

    assert ChildOrder.objects.get().state == "received"
    assert "取走，取货码已失效" in text_of(desk.post(at("pickup_hand_over"), {"code": code}))
    assert (mine()["stage"], mine()["code"]) == ("FETCHED", None)
    told = li.data("OrderTimeline", number=placed["number"])["myOrderTimeline"]
    assert {"商品已备好，可到店自提", "已凭取货码取走"} <= {entry["label"] for entry in told}


def test_code_is_the_buyers_alone_and_guessing_stops(ready, desk, client_of, buyer_zhou, paid):
    assert client_of(buyer_zhou).data("MyPickup", number=paid.number)["myPickup"] is None
    for _ in range(TRIES.most):
        assert "取货码不对" in text_of(desk.post(at("pickups"), {"code": "123456789012"}))

    assert "过于频繁" in text_of(desk.post(at("pickups"), {"code": ready.code}))
