"""Goods leave once, of paid orders alone, and how they travel is kept."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from saleor.order.actions import create_fulfillments
from saleor.order.models import Fulfillment
from saleor.plugins.models import PluginConfiguration
from saleor.warehouse.models import Allocation, Stock, Warehouse

from plugins.kernel.audit import history_of
from plugins.kernel.models import OutboxMessage
from plugins.orders.public import NotShippable, OrderNotFound, order_mark_paid
from plugins.orders.services.order_place import order_place
from plugins.shipments import errors
from plugins.shipments.models import Shipment
from plugins.shipments.rules import Label, Method
from plugins.shipments.services.shipment_announce import announce_shipped
from plugins.shipments.services.shipment_make import shipment_make
from plugins.shipments.signals import order_shipped
from plugins.wechat_pay.public import RefundReason, refund_request
from tests.unit.shipments.conftest import ZTO

SF = Label("SF", "SF1234567890")


def stock_and_held() -> tuple[int, int]:
    held = sum(Allocation.objects.values_list("quantity_allocated", flat=True))
    return sum(Stock.objects.values_list("quantity", flat=True)), held


def owed(topic: str) -> int:
    return OutboxMessage.objects.filter(topic=topic).count()


def test_paid_order_leaves_and_its_report_is_owed(paid, placed, ship):
    assert stock_and_held() == (10, 1)

    shipment = ship()

    assert (shipment.state, shipment.version, shipment.labels()) == ("owed", 1, [ZTO])
    assert stock_and_held() == (9, 0)
    fulfilment = Fulfillment.objects.get()
    assert fulfilment.tracking_number == "ZTO 75312345678901"
    placed.order.refresh_from_db()
    assert placed.order.status == "fulfilled"
    assert (owed("shipments.report"), owed("shipments.shipped")) == (1, 1)
    assert [(each.action, each.actor) for each in history_of(shipment)] == [
        ("shipments.shipment.opened", "system:shipments"),
        ("shipments.shipment.labelled", "staff:3"),
    ]
    assert history_of(placed).last().action == "orders.order.shipped"


def test_shipping_again_ships_nothing_twice(paid, ship):
    assert ship() == ship()

    assert stock_and_held() == (9, 0)
    assert (Fulfillment.objects.count(), owed("shipments.report")) == (1, 1)


def test_another_label_needs_a_correction(paid, ship):
    shipment = ship()

    with pytest.raises(errors.ShippedOtherwise):
        ship(SF)
    assert shipment.labels() == [ZTO]


def test_unpaid_order_is_not_shipped(placed, ship):
    with pytest.raises(NotShippable):
        ship()

    assert stock_and_held() == (10, 1)
    assert not Fulfillment.objects.exists()
    assert not Shipment.objects.exists()


def test_unknown_order_is_not_shipped(paid, ship):
    with pytest.raises(OrderNotFound):
        ship(number="2000010112345678")


def test_order_whose_money_goes_back_is_not_shipped(paid, ship):
    refund_request(
        payment_id=paid.pk,
        fen=2680,
        reason=RefundReason.GOODWILL,
        key="case-1",
        requested_by="staff:3",
        now=timezone.now(),
    )

    with pytest.raises(errors.MoneyGoingBack):
        ship()
    assert stock_and_held() == (10, 1)


@pytest.mark.parametrize("method", [Method.SAME_CITY, Method.PICK_UP])
def test_goods_may_travel_without_a_parcel(paid, ship, method):
    shipment = ship(method=method)

    assert (shipment.method, shipment.labels()) == (method.value, [])
    assert Fulfillment.objects.get().tracking_number == ""


def test_order_paid_elsewhere_is_shipped_without_a_report(placed, ship):
    order_mark_paid(
        order_id=placed.order_id,
        captured_fen=2680,
        gateway="mall.payments.test",
        reference="pi_1",
        paid_at=timezone.now(),
        actor="system:test",
    )

    assert ship().state == "not_needed"
    assert (owed("shipments.report"), owed("shipments.shipped")) == (0, 1)


def test_goods_in_two_warehouses_leave_both(buyer_li, goods, checkout_of, warehouse):
    """Each line is held in both, in opposite order of the stocks."""
    hub = Warehouse.objects.create(
        name="市级分拨中心", slug="hub", address=warehouse.address.get_copy()
    )
    hub.shipping_zones.add(warehouse.shipping_zones.get())
    twist, peach = goods("金牛麻花", "18.80", stock=2), goods("保安狗血桃", "30.00", stock=0)
    Stock.objects.filter(product_variant=peach).delete()
    for variant, place, quantity in (
        (twist, hub, 1),
        (peach, hub, 1),
        (peach, warehouse, 2),
    ):
        Stock.objects.create(product_variant=variant, warehouse=place, quantity=quantity)
    placed = order_place(
        buyer=buyer_li,
        checkout_token=checkout_of(buyer_li, (twist, 3), (peach, 3)).token,
        idempotency_key="confirm-screen-2",
        now=timezone.now(),
    )
    order_mark_paid(
        order_id=placed.order_id,
        captured_fen=placed.total_fen,
        gateway="mall.payments.test",
        reference="pi_2",
        paid_at=timezone.now(),
        actor="system:test",
    )

    shipment_make(
        number=placed.number,
        method=Method.EXPRESS,
        labels=[ZTO],
        actor="staff:3",
        now=timezone.now(),
    )

    assert stock_and_held() == (0, 0)
    assert Fulfillment.objects.count() == 2
    assert Shipment.objects.count() == 1


def test_fulfilment_made_elsewhere_waits_for_its_label(
    paid, placed, ship, warehouse, operator_chen
):
    line = placed.order.lines.get()
    create_fulfillments(
        operator_chen, placed.order, {warehouse.pk: [{"order_line": line, "quantity": 1}]}, False
    )
    [waiting] = Shipment.objects.needing_a_person()
    assert waiting.state == "to_label"
    assert owed("shipments.report") == 0

    shipment = ship()

    assert (shipment, shipment.state) == (waiting, "owed")
    assert Fulfillment.objects.count() == 1


def test_hook_is_inert_when_switched_off(paid, placed, warehouse, operator_chen, ship):
    PluginConfiguration.objects.create(
        identifier="mall.shipments", name="Shipments", active=False, configuration=[]
    )
    line = placed.order.lines.get()
    create_fulfillments(
        operator_chen, placed.order, {warehouse.pk: [{"order_line": line, "quantity": 1}]}, False
    )

    assert not Shipment.objects.exists()
    assert ship().state == "owed"


def test_shipping_is_announced_with_the_order(paid, placed, ship):
    heard = []

    def hear(sender, order_id, **_):
        heard.append(order_id)

    order_shipped.connect(hear)
    try:
        ship()
        announce_shipped(OutboxMessage.objects.get(topic="shipments.shipped").payload)
    finally:
        order_shipped.disconnect(hear)

    assert heard == [placed.order_id]


@pytest.mark.parametrize("change", [{"corrections": 2}, {"method": ""}, {"state": "reported"}])
def test_database_refuses_impossible_shipments(paid, ship, change):
    shipment = ship()

    with pytest.raises(IntegrityError), transaction.atomic():
        Shipment.objects.filter(pk=shipment.pk).update(**change)
