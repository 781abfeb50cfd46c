"""The enterprises' desk: ship, hand over, print, answer; others' orders do not exist."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from saleor.account.models import User

from plugins.child_orders.models import ChildMessage, ChildOrder
from plugins.child_orders.services.child_hand_over import hub_collect
from plugins.child_orders.services.child_ship import child_ship
from plugins.child_orders.services.message_send import message_send_by_buyer
from plugins.kernel.models import AuditEntry
from plugins.shipments.errors import PartsToFollow
from plugins.shipments.models import Parcel, Shipment
from plugins.shipments.services.shipment_report import shipment_report
from tests.unit.child_orders.conftest import SF, ZTO
from tests.unit.console.conftest import browser_of, many_orders
from tests.unit.marketplace.conftest import join
from tests.unit.shipments.conftest import MemoryShipping

__all__ = ["browser_of", "many_orders"]
pytestmark = pytest.mark.django_db
EXPRESS = {"key": "k", "method": "express", "company": "ZTO", "tracking": ZTO.tracking_no}


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def desk(wang, browser_of):
    """王社长's browser."""
    return browser_of(User.objects.get(pk=wang.user_id))


@pytest.fixture
def own(child_of, orchard) -> ChildOrder:
    return child_of(orchard)


def at(page: str, *numbers: str) -> str:
    return reverse(f"enterprise:{page}", args=numbers)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def make_late(child: ChildOrder) -> None:
    ChildOrder.objects.filter(pk=child.pk).update(ship_by=timezone.now() - timedelta(hours=3))


def test_list_shows_own_goods_and_a_masked_buyer(desk, own, child_of, bakery):
    shown = text_of(desk.get(at("orders")))

    assert own.number in shown
    assert "保安狗血桃" in shown
    assert "李** 138****1234" in shown
    for secret in ("李晓梅", "13800001234", "东街", child_of(bakery).number, "麻花"):
        assert secret not in shown


def test_order_shows_amounts_deadline_and_no_address(desk, own):
    shown = text_of(desk.get(at("order", own.number)))

    assert "¥99.80" in shown
    assert "湖北省黄石市大冶市" in shown
    for secret in ("李晓梅", "13800001234", "东街"):
        assert secret not in shown


def test_orders_are_found_by_number(desk, own):
    whole = own.number.partition("-")[0]

    assert own.number in text_of(desk.get(at("orders"), {"q": whole}))
    assert "没有找到" in text_of(desk.get(at("orders"), {"q": "99999"}))


def test_late_orders_have_a_tab_and_a_card(desk, own):
    assert "超时未发" not in text_of(desk.get(at("orders")))
    make_late(own)

    assert "超时 3 小时" in text_of(desk.get(at("orders"), {"show": "late"}))
    first = text_of(desk.get("/enterprise/"))
    assert "超时未发货" in first
    assert "最早一单已付款 刚刚" in first


def test_most_urgent_stands_first(desk, own, buy, buyer_li, peach, orchard, follow):
    buy(buyer_li, (peach, 1))
    newer = orchard.child_orders.exclude(pk=own.pk).get()
    ChildOrder.objects.filter(pk=newer.pk).update(
        state="to_ship", paid_at=timezone.now(), ship_by=timezone.now() + timedelta(days=2)
    )
    make_late(own)

    shown = text_of(desk.get(at("orders")))

    assert shown.index(f"<strong>{own.number}") < shown.index(f"<strong>{newer.number}")


def test_shipping_with_several_parcels(desk, own):
    numbers = f"{ZTO.tracking_no}\n75312345678902"

    answer = desk.post(at("order_ship", own.number), {**EXPRESS, "tracking": numbers})

    assert answer.url == at("order", own.number)
    assert Parcel.objects.count() == 2
    shown = text_of(desk.get(answer.url))
    assert f"中通快递 {ZTO.tracking_no}" in shown
    assert "更正运单" in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({**EXPRESS, "tracking": "75-3/1"}, "运单号"),
        ({**EXPRESS, "company": ""}, "快递须填写"),
        ({**EXPRESS, "tracking": ""}, "快递须填写"),
    ],
)
def test_wrong_label_is_explained_beside_what_was_typed(desk, own, typed, said):
    shown = text_of(desk.post(at("order_ship", own.number), typed))

    assert said in shown
    assert typed["tracking"] in shown
    assert not Shipment.objects.exists()


def test_contested_goods_stay_and_the_page_says_why(desk, own, ask, peach):
    ask({peach: 1})

    shown = text_of(desk.post(at("order_ship", own.number), EXPRESS))

    assert "申请" in shown
    own.refresh_from_db()
    assert own.state == "to_ship"


def test_label_is_corrected_once_everything_was_told(desk, own, hu, child_of, bakery):
    now = timezone.now()
    better = {**EXPRESS, "tracking": "75399999999999"}
    desk.post(at("order_ship", own.number), EXPRESS)
    wechat = MemoryShipping()
    shipment_report(shipment=Shipment.objects.get(), gateway=wechat, now=now)
    for_now = text_of(desk.post(at("order_correct", own.number), better))
    child_ship(actor=hu, number=child_of(bakery).number, labels=[SF], now=now)
    last = Shipment.objects.exclude(part=own.number).get()
    shipment_report(shipment=last, gateway=wechat, now=now)

    answer = desk.post(at("order_correct", own.number), better)

    assert PartsToFollow.zh in for_now
    assert answer.status_code == 302
    assert Parcel.objects.get(shipment__part=own.number).tracking_no == "75399999999999"


def test_packed_taken_back_and_collected(desk, own):
    desk.post(at("order_ready", own.number))
    assert "撤回，重新打包" in text_of(desk.get(at("order", own.number)))
    desk.post(at("order_take_back", own.number))
    desk.post(at("order_ready", own.number))
    hub_collect(actor="staff:1", number=own.number, now=timezone.now())

    refused = text_of(desk.post(at("order_take_back", own.number), follow=True))

    assert "该订单现在不能这样处理（已揽收）" in refused
    assert "分拨中心已取走" in refused


def test_full_address_is_shown_for_the_label_and_on_the_record(desk, own, wang):
    answer = desk.post(at("order_waybill", own.number))

    shown = text_of(answer)
    assert "李晓梅" in shown
    assert "13800001234" in shown
    assert "湖北省黄石市大冶市金牛镇东街 8 号" in shown
    assert "no-store" in answer["Cache-Control"]
    entry = AuditEntry.objects.get(action="child_orders.child_order.recipient_shown")
    assert entry.actor == str(wang)


def test_address_is_not_shown_by_link_nor_after_shipping(desk, own):
    assert desk.get(at("order_waybill", own.number)).status_code == 405
    desk.post(at("order_ship", own.number), EXPRESS)

    shown = text_of(desk.post(at("order_waybill", own.number), follow=True))

    assert "东街" not in shown
    assert "已发货" in shown


def test_pick_list_adds_up_and_slips_name_each_order(desk, own, buy, buyer_li, peach, orchard):
    for page in ("orders_pick", "orders_slips"):
        chosen = text_of(desk.get(at(page), {"number": own.number}))
        everything = text_of(desk.get(at(page)))
        assert own.number in chosen
        assert own.number in everything
        assert "13800001234" not in everything
        assert "金牛麻花" not in everything
    assert "1 单 2 件" in text_of(desk.get(at("orders_pick")))


def test_nothing_chosen_prints_nothing(desk, own):
    for page in ("orders_pick", "orders_slips"):
        shown = text_of(desk.get(at(page), {"chosen": "yes"}))
        assert "没有选择订单" in shown
        assert own.number not in shown


def test_cancelled_goods_are_neither_picked_nor_packed(desk, own, ask, approve, peach):
    approve(ask({peach: 1}))

    assert "1 单 1 件" in text_of(desk.get(at("orders_pick")))
    assert '<td class="console-number">1</td>' in text_of(desk.get(at("orders_slips")))
    assert "其中 1 件不用发" in text_of(desk.get(at("order", own.number)))


def test_buyers_message_waits_until_it_is_answered(desk, own, buyer_li):
    message_send_by_buyer(buyer=buyer_li, number=own.number, text="几时发？", now=timezone.now())
    assert "买家留言待回复" in text_of(desk.get("/enterprise/"))
    assert "留言待回复" in text_of(desk.get(at("orders"), {"show": "messages"}))

    desk.post(at("order_message", own.number), {"text": "今天下午发。"})

    assert "买家留言待回复" not in text_of(desk.get("/enterprise/"))
    assert "今天下午发。" in text_of(desk.get(at("order", own.number)))


def test_empty_message_is_refused(desk, own):
    shown = text_of(desk.post(at("order_message", own.number), {"text": " "}, follow=True))

    assert "留言须为 1 至 500 个字" in shown
    assert not ChildMessage.objects.exists()


def test_chosen_numbers_of_others_are_not_found(desk, own, child_of, bakery):
    other = child_of(bakery)

    for page in ("orders_pick", "orders_slips"):
        assert desk.get(at(page), {"number": [own.number, other.number]}).status_code == 404
    assert "没有找到" in text_of(desk.get(at("orders"), {"q": other.number}))


def test_who_keeps_the_books_neither_sees_nor_ships(browser_of, own, orchard):
    clerk = join(orchard, "clerk@orchard.example", "finance")
    browser = browser_of(User.objects.get(pk=clerk.user_id))

    assert at("orders") not in text_of(browser.get("/enterprise/"))
    for page in ("orders", "orders_pick", "orders_slips"):
        assert browser.get(at(page)).status_code == 403
    for page in ("order_ship", "order_ready", "order_waybill", "order_message"):
        assert browser.post(at(page, own.number), EXPRESS).status_code == 403
    own.refresh_from_db()
    assert own.state == "to_ship"
    assert not AuditEntry.objects.filter(action__endswith="recipient_shown").exists()


@pytest.fixture
def busy_desk(many_orders, browser_of):
    """The browser of an enterprise with two hundred orders to ship."""
    many_orders(200)
    now = timezone.now()
    children = ChildOrder.objects.all()
    children.update(state="to_ship", paid_at=now, ship_by=now + timedelta(hours=48))
    packer = join(children[0].enterprise, "packer@bulk.example", "orders")
    return browser_of(User.objects.get(pk=packer.user_id))


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("orders", "?show=all"),
        ("orders", ""),
        ("orders", "?q=2611"),
        ("orders_pick", ""),
        ("orders_slips", ""),
        ("index", ""),
    ],
)
def test_two_hundred_orders_take_a_bounded_number_of_queries(
    busy_desk, page, query, django_assert_max_num_queries
):
    with django_assert_max_num_queries(32):
        answer = busy_desk.get(at(page) + query)

    assert answer.status_code == 200
    if page == "orders":
        assert "第 1 页，共 4 页" in text_of(answer)
