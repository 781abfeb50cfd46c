"""Real threads: two clerks and one code, and a buyer who asks for her money meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.after_sales.models import Case
from plugins.child_orders.models import ChildOrder
from plugins.kernel.models import AuditEntry
from plugins.orders.errors import GoodsContested
from plugins.pickups.errors import FetchedAlready
from plugins.pickups.models import Pickup
from plugins.pickups.services.pickup_close import pickup_close
from plugins.pickups.services.pickup_hand_over import pickup_hand_over
from plugins.shipments.models import Shipment
from tests.concurrency.test_order_place_races import race
from tests.unit.marketplace.conftest import join
from tests.unit.pickups.test_handing_over import _refund

pytestmark = pytest.mark.django_db(transaction=True)


def handing(actor, code):
    return lambda: pickup_hand_over(actor=actor, text=code, now=timezone.now())


def test_two_clerks_hand_one_order_over_once(ready, hu, bakery):
    colleague = join(bakery, "zhou@bakery.example", "orders")

    results = race(*[handing(each, ready.code) for each in (hu, colleague, hu, colleague)])

    refused = [result for result in results if isinstance(result, Exception)]
    assert len(refused) == 3
    assert {type(each) for each in refused} == {FetchedAlready}
    assert Shipment.objects.count() == 1
    assert AuditEntry.objects.filter(action="pickups.pickup.handed_over").count() == 1


def test_goods_are_fetched_or_disputed_never_both(ready, hu, buyer_li, paid):
    fetched, asked = race(handing(hu, ready.code), lambda: _refund(buyer_li, paid))

    if isinstance(fetched, GoodsContested):
        assert Case.objects.get().is_shipped is False
        assert ChildOrder.objects.get().state == "ready"
    else:
        assert ChildOrder.objects.get().state == "received"
        assert isinstance(asked, Exception)
        assert not Case.objects.exists()


def test_goods_that_are_late_are_fetched_or_closed_never_both(ready, hu, bakery, number):
    colleague = join(bakery, "zhou@bakery.example", "orders")
    late = timezone.now() + timedelta(days=5)

    fetched, closed, again = race(
        lambda: pickup_hand_over(actor=hu, text=ready.code, now=late),
        lambda: pickup_close(actor=colleague, number=number, now=late),
        lambda: pickup_close(actor=hu, number=number, now=late),
    )

    pickup = Pickup.objects.get()
    if isinstance(fetched, Pickup):
        assert {type(closed), type(again)} == {FetchedAlready}
        assert (ChildOrder.objects.get().state, Case.objects.count()) == ("received", 0)
        assert pickup.closed_at is None
    else:
        assert not Shipment.objects.filter(shipped_at__isnull=False).exists()
        assert Case.objects.get().state == "refunding"
        assert (pickup.handed_over_at, pickup.code) == (None, "")
