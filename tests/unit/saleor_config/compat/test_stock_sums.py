import pytest
from django.utils import timezone
from saleor.core.exceptions import InsufficientStock
from saleor.warehouse.availability import check_stock_quantity, get_available_quantity
from saleor.warehouse.models import Stock, Warehouse

from plugins.orders.services.order_place import order_place


@pytest.fixture
def mahua_in_two_warehouses(goods, warehouse, daye_address):
    variant = goods("金牛麻花", "18.80", stock=10)
    hub = Warehouse.objects.create(name="分拨中心", slug="hub", address=daye_address.get_copy())
    hub.shipping_zones.set(warehouse.shipping_zones.all())
    Stock.objects.create(warehouse=hub, product_variant=variant, quantity=10)
    return variant


def test_equal_quantities_in_two_warehouses_both_count(mahua_in_two_warehouses):
    assert get_available_quantity(mahua_in_two_warehouses, "CN") == 20
    check_stock_quantity(mahua_in_two_warehouses, "CN", 20)
    with pytest.raises(InsufficientStock):
        check_stock_quantity(mahua_in_two_warehouses, "CN", 21)


def test_allocations_are_taken_off_once(mahua_in_two_warehouses, buyer_li, checkout_of):
    checkout = checkout_of(buyer_li, (mahua_in_two_warehouses, 13))
    order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-1",
        now=timezone.now(),
    )

    assert get_available_quantity(mahua_in_two_warehouses, "CN") == 7
