"""Each enterprise ships its own part, by itself or through the city hub."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.child_orders.errors import ChildOrderNotFound, NotReady
from plugins.child_orders.selectors import (
    PickRow,
    child_counts,
    child_orders_of,
    late_child_orders,
    pick_list,
)
from plugins.child_orders.services import child_hand_over, child_orders_remind, child_ship
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.child_orders.states import ChildState
from plugins.kernel.audit import history_of
from plugins.kernel.models import OutboxMessage
from plugins.marketplace.public import RoleMissing
from plugins.messages.models import Message
from plugins.orders.public import GoodsContested
from plugins.shipments.errors import PartsToFollow, ShippedOtherwise
from plugins.shipments.models import Shipment
from plugins.shipments.public import Method, shipment_receive, shipment_summary
from plugins.shipments.services.shipment_announce import announce_shipped
from plugins.shipments.services.shipment_report import shipment_report
from plugins.shipments.services.shipments_conclude import shipments_conclude
from tests.unit.child_orders.conftest import SF, ZTO
from tests.unit.marketplace.conftest import join
from tests.unit.shipments.conftest import MemoryShipping

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipping() -> MemoryShipping:
    return MemoryShipping()


@pytest.fixture
def report(shipping):
    """Tell WeChat what is owed about one enterprise's part; return what it was told."""

    def send(child):
        shipment = Shipment.objects.get(part=child.number)
        shipment_report(shipment=shipment, gateway=shipping, now=timezone.now())
        return shipping.reports[-1] if shipping.reports else None

    return send


@pytest.fixture
def ship():
    def send(actor, child, *labels, **more):
        return child_ship.child_ship(
            actor=actor,
            number=child.number,
            labels=labels or [ZTO],
            now=timezone.now(),
            **more,
        )

    return send


def test_enterprise_ships_its_own_goods_and_no_others(
    placed, ship, wang, child_of, orchard, bakery, peach, mahua
):
    shipped = ship(wang, child_of(orchard))

    assert (shipped.state, child_of(bakery).state) == ("shipped", "to_ship")
    fulfilled = dict(placed.order.lines.values_list("variant", "quantity_fulfilled"))
    assert fulfilled == {peach.pk: 2, mahua.pk: 0}
    assert history_of(Shipment.objects.get()).last().actor == str(wang)


def test_repetition_ships_nothing_twice_and_another_label_is_refused(
    placed, ship, wang, child_of, orchard
):
    ship(wang, child_of(orchard))

    assert ship(wang, child_of(orchard)).state == "shipped"
    with pytest.raises(ShippedOtherwise):
        ship(wang, child_of(orchard), SF)
    assert Shipment.objects.count() == 1


def test_other_enterprises_orders_do_not_exist(placed, ship, hu, child_of, orchard):
    with pytest.raises(ChildOrderNotFound):
        ship(hu, child_of(orchard))

    assert not Shipment.objects.exists()
    assert child_of(orchard).state == "to_ship"


def test_who_keeps_the_books_does_not_ship(placed, ship, child_of, orchard):
    clerk = join(orchard, "clerk@orchard.example", "finance")

    with pytest.raises(RoleMissing):
        ship(clerk, child_of(orchard))
    assert not Shipment.objects.exists()


def test_unpaid_part_does_not_leave(buy, buyer_li, peach, ship, wang, orchard):
    buy(buyer_li, (peach, 1), pay=False)
    child = orchard.child_orders.get()

    with pytest.raises(NotReady):
        ship(wang, child)
    assert child_orders_of(enterprise_id=orchard.pk).count() == 0


def test_request_about_one_enterprises_goods_does_not_stop_the_other(
    placed, ask, ship, wang, hu, child_of, orchard, bakery, mahua
):
    ask({mahua: 1})

    assert ship(wang, child_of(orchard)).state == "shipped"
    with pytest.raises(GoodsContested):
        ship(hu, child_of(bakery))
    assert child_of(bakery).state == "to_ship"


def test_wechat_hears_of_each_part_and_that_the_last_was_the_last(
    placed, ship, report, wang, hu, child_of, orchard, bakery
):
    ship(wang, child_of(orchard), ZTO)
    first = report(child_of(orchard))
    assert (first.is_split, first.is_final) == (True, False)
    assert [parcel.description for parcel in first.parcels] == ["保安狗血桃×2"]

    ship(hu, child_of(bakery), SF)
    last = report(child_of(bakery))
    assert (last.is_split, last.is_final) == (True, True)
    assert [parcel.tracking_no for parcel in last.parcels] == [SF.tracking_no]
    assert last.at > first.at
    told = [(each.state, each.check_after is None) for each in Shipment.objects.all()]
    assert told == [("reported", True), ("reported", False)]


def test_correction_waits_until_everything_was_told_and_says_it_all(
    placed, ship, report, wang, hu, child_of, orchard, bakery, shipping
):
    def correct():
        return child_ship.child_label_correct(
            actor=wang,
            number=child_of(orchard).number,
            labels=[ZTO, SF],
            now=timezone.now(),
        )

    ship(wang, child_of(orchard))
    report(child_of(orchard))
    with pytest.raises(PartsToFollow):
        correct()

    ship(hu, child_of(bakery), SF)
    report(child_of(bakery))
    correct()
    told = report(child_of(orchard))

    assert (told.is_final, len(told.parcels)) == (True, 3)


def test_part_that_was_refunded_concludes_what_wechat_is_told(
    placed, ship, report, wang, child_of, orchard, bakery, ask, approve, settle, mahua, shipping
):
    ship(wang, child_of(orchard))
    report(child_of(orchard))
    approve(ask({mahua: 3}))
    settle()

    shipments_conclude(order_id=placed.order_id)
    shipments_conclude(order_id=placed.order_id)
    last = report(child_of(orchard))

    assert (last.is_split, last.is_final) == (True, True)
    assert [parcel.tracking_no for parcel in last.parcels] == [ZTO.tracking_no]
    assert Shipment.objects.get().is_final
    shipments_conclude(order_id=placed.order_id)
    assert Shipment.objects.get().state == "reported"


def test_packed_goods_go_with_the_hub(placed, wang, child_of, orchard):
    number = child_of(orchard).number
    facts = {"number": number, "now": timezone.now()}

    child_hand_over.child_ready(actor=wang, **facts)
    with pytest.raises(NotReady):
        child_ship.hub_ship(actor="staff:9", labels=[ZTO], **facts)
    child_hand_over.hub_collect(actor="staff:9", **facts)
    with pytest.raises(NotReady):
        child_hand_over.child_take_back(actor=wang, **facts)
    shipped = child_ship.hub_ship(actor="staff:9", labels=[ZTO], **facts)

    assert shipped.state == "shipped"
    assert [entry.action.rsplit(".", 1)[1] for entry in history_of(shipped)] == [
        "made",
        "to_ship",
        "ready",
        "collected",
        "shipped",
    ]


def test_packed_goods_can_be_taken_back(placed, wang, child_of, orchard):
    facts = {"actor": wang, "number": child_of(orchard).number, "now": timezone.now()}

    child_hand_over.child_ready(**facts)
    child_hand_over.child_take_back(**facts)

    child = child_of(orchard)
    assert (child.state, child.ready_at) == ("to_ship", None)


def test_late_part_is_listed_and_its_enterprise_reminded_once_before(
    placed, ship, wang, child_of, orchard, bakery
):
    child, soon = child_of(orchard), placed.paid_at + timedelta(hours=37)
    assert child_orders_remind.child_orders_remind(now=placed.paid_at) == 0

    assert child_orders_remind.child_orders_remind(now=soon) == 2
    assert child_orders_remind.child_orders_remind(now=soon) == 0

    assert OutboxMessage.objects.filter(topic="child_orders.due").count() == 2
    assert not late_child_orders(now=soon).exists()
    ship(wang, child)
    assert list(late_child_orders(now=child.ship_by)) == [child_of(bakery)]


def test_part_whose_refund_is_on_its_way_is_not_late(placed, ask, approve, mahua, child_of, bakery):
    approve(ask({mahua: 3}))

    assert child_of(bakery) not in late_child_orders(now=timezone.now() + timedelta(days=9))


def test_desk_counts_an_enterprises_own(placed, child_of, orchard, django_assert_num_queries):
    with django_assert_num_queries(2):
        counts = child_counts(enterprise_id=orchard.pk, now=timezone.now() + timedelta(days=3))

    assert (counts.to_ship, counts.late, counts.oldest_paid_at) == (1, 1, placed.paid_at)
    assert dict(counts.by_state) == {ChildState.TO_SHIP: 1}


def test_list_takes_the_same_queries_however_long(
    placed, buy, buyer_li, peach, orchard, follow, django_assert_max_num_queries
):
    for _ in range(3):
        more = buy(buyer_li, (peach, 1))
        child_orders_follow(order_id=more.order_id, now=timezone.now())

    with django_assert_max_num_queries(5):
        children = list(child_orders_of(enterprise_id=orchard.pk, states=[ChildState.TO_SHIP]))
        names = [line.order_line.variant.product.name for c in children for line in c.lines.all()]

    assert len(names) == 4


def test_pick_list_adds_up_units_by_warehouse(placed, buy, buyer_li, peach, orchard, bakery):
    more = buy(buyer_li, (peach, 3))
    child_orders_follow(order_id=more.order_id, now=timezone.now())
    numbers = [child.number for child in child_orders_of(enterprise_id=orchard.pk)]

    rows = pick_list(enterprise_id=orchard.pk, numbers=numbers)

    assert rows == [PickRow("金牛镇产地仓", "大冶市", peach.sku, "保安狗血桃 一份", 5)]
    with pytest.raises(ChildOrderNotFound):
        pick_list(enterprise_id=bakery.pk, numbers=numbers)


def test_receipt_is_of_what_has_left_and_each_part_is_told_of(
    placed, ship, wang, hu, child_of, orchard, bakery, follow
):
    ship(wang, child_of(orchard))
    shipment_receive(order_id=placed.order_id, at=timezone.now(), by="buyer:1")
    follow()
    assert (child_of(orchard).state, child_of(bakery).state) == ("received", "to_ship")

    ship(hu, child_of(bakery), SF)
    assert shipment_summary(order_id=placed.order_id).received_at is None
    shipment_receive(order_id=placed.order_id, at=timezone.now(), by="system:wechat")
    follow()

    assert child_of(bakery).state == "received"
    assert OutboxMessage.objects.filter(topic="shipments.received").count() == 2
    for message in OutboxMessage.objects.filter(topic="shipments.shipped"):
        announce_shipped(message.payload)
    told = Message.objects.filter(kind="shipped").values_list("facts__tracking", flat=True)
    assert set(told) == {ZTO.tracking_no, SF.tracking_no}


def test_units_that_left_by_another_way_are_told_with_the_last_part(
    placed, ship, report, wang, hu, child_of, orchard, bakery, shipping
):
    ship(wang, child_of(orchard))
    report(child_of(orchard))
    child_ship.child_ship(
        actor=hu,
        number=child_of(bakery).number,
        labels=[],
        method=Method.PICK_UP,
        now=timezone.now(),
    )

    last = report(child_of(bakery))

    assert (last.method, last.is_final) == (Method.EXPRESS, True)
    assert [parcel.tracking_no for parcel in last.parcels] == [ZTO.tracking_no]
    assert set(Shipment.objects.values_list("state", flat=True)) == {"reported"}
