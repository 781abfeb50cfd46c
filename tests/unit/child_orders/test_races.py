"""Real threads: both enterprises ship at once, and two workers tell WeChat of it."""

import threading

import pytest
from django.utils import timezone

from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.child_orders.services.child_ship import child_ship
from plugins.kernel.errors import GatewayError
from plugins.orders.models import PlacedOrder
from plugins.shipments.models import Shipment
from plugins.shipments.services.shipment_report import LEASE, shipment_report
from tests.concurrency.test_order_place_races import race
from tests.unit.child_orders.conftest import SF, ZTO
from tests.unit.shipments.conftest import MemoryShipping

pytestmark = pytest.mark.django_db(transaction=True)


class SlowShipping(MemoryShipping):
    """Answers when the other worker has had its turn."""

    def __init__(self):
        super().__init__()
        self.other_was_here = threading.Event()

    def upload(self, report):
        super().upload(report)
        self.other_was_here.wait(10)


def shipping(actor, child, label):
    return lambda: child_ship(actor=actor, number=child.number, labels=[label], now=timezone.now())


def test_both_enterprises_ship_at_once(placed, wang, hu, child_of, orchard, bakery):
    results = race(
        shipping(wang, child_of(orchard), ZTO),
        shipping(hu, child_of(bakery), SF),
        shipping(wang, child_of(orchard), ZTO),
        lambda: child_orders_follow(order_id=placed.order_id, now=timezone.now()),
    )

    assert [result for result in results if isinstance(result, Exception)] == []
    assert set(ChildOrder.objects.values_list("state", flat=True)) == {"shipped"}
    assert Shipment.objects.count() == 2
    placed = PlacedOrder.objects.select_related("order").get()
    assert placed.order.status == "fulfilled"


def test_two_workers_never_tell_wechat_of_one_payment_at_once(
    placed, wang, hu, child_of, orchard, bakery
):
    shipping(wang, child_of(orchard), ZTO)()
    shipping(hu, child_of(bakery), SF)()
    memory, (first, second) = SlowShipping(), Shipment.objects.order_by("pk")

    def tell(shipment, *, then=lambda: None):
        try:
            return shipment_report(shipment=shipment, gateway=memory, now=timezone.now())
        finally:
            then()

    results = race(
        *[lambda each=each: tell(each, then=memory.other_was_here.set) for each in (first, second)]
    )

    [refused] = [result for result in results if isinstance(result, Exception)]
    assert isinstance(refused, GatewayError)
    assert not refused.permanent
    [told] = memory.reports
    assert (len(told.parcels), told.is_final) == (2, True)
    assert set(Shipment.objects.values_list("state", flat=True)) == {"reported"}


def test_worker_that_died_holds_nobody_up_for_long(placed, wang, child_of, orchard):
    shipping(wang, child_of(orchard), ZTO)()
    shipment, now = Shipment.objects.get(), timezone.now()
    Shipment.objects.update(sending_until=now + LEASE)

    with pytest.raises(GatewayError, match="under way"):
        shipment_report(shipment=shipment, gateway=MemoryShipping(), now=now)

    shipment_report(shipment=shipment, gateway=MemoryShipping(), now=now + LEASE)
    assert Shipment.objects.get().state == "reported"
