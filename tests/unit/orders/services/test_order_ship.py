"""What leaves, when only part of an order leaves."""

import pytest
from django.utils import timezone
from saleor.order.models import Fulfillment, FulfillmentLine
from saleor.warehouse.models import Allocation, Stock, Warehouse

from plugins.kernel.audit import history_of
from plugins.orders import errors
from plugins.orders.models import Dispatch
from plugins.orders.public import is_all_shipped, lines_unshipped, order_lines_cancel, order_ship


def ship(placed, lines=None, key=""):
    return order_ship(
        number=placed.number,
        tracking_number="ZTO 1",
        user=None,
        actor="staff:3",
        lines=lines,
        key=key,
    )


def left(placed):
    return list(lines_unshipped(placed.order).values())


def held():
    return list(Allocation.objects.order_by("pk").values_list("quantity_allocated", flat=True))


def in_stock():
    return list(Stock.objects.order_by("pk").values_list("quantity", flat=True))


def test_chosen_units_leave_and_the_rest_stays_held(paid, lines):
    assert ship(paid, {lines[0].pk: 2}, key="batch-1") == paid.order_id

    paid.order.refresh_from_db()
    assert (left(paid), held(), in_stock()) == ([1, 2], [1, 2], [8, 10])
    assert paid.order.status == "partially fulfilled"
    assert not is_all_shipped(order_id=paid.order_id)
    assert history_of(paid).last().details["units"] == {str(lines[0].pk): 2}

    ship(paid, {lines[0].pk: 1, lines[1].pk: 2}, key="batch-2")

    paid.order.refresh_from_db()
    assert (left(paid), held(), in_stock()) == ([0, 0], [0, 0], [7, 8])
    assert paid.order.status == "fulfilled"
    assert is_all_shipped(order_id=paid.order_id)


def test_same_batch_leaves_once(paid, lines):
    ship(paid, {lines[0].pk: 1}, key="batch-1")
    ship(paid, {lines[0].pk: 1}, key="batch-1")

    assert (left(paid), Fulfillment.objects.count(), Dispatch.objects.count()) == ([2, 2], 1, 1)


def test_batch_of_an_order_that_ended_since_is_still_known(paid, lines):
    ship(paid, {lines[0].pk: 1}, key="batch-1")
    type(paid).objects.filter(pk=paid.pk).update(
        state="refunded", refunded_fen=paid.paid_fen, refunded_at=timezone.now()
    )

    assert ship(paid, {lines[0].pk: 1}, key="batch-1") == paid.order_id
    with pytest.raises(errors.NotShippable):
        ship(paid, {lines[0].pk: 1}, key="batch-2")


def test_all_of_the_rest_leaves_after_a_part(paid, lines):
    ship(paid, {lines[1].pk: 1}, key="batch-1")

    ship(paid)

    assert (left(paid), held(), in_stock()) == ([0, 0], [0, 0], [7, 8])


def test_cancelled_units_cannot_be_chosen(paid, lines):
    order_lines_cancel(
        order_id=paid.order_id,
        quantities={lines[0].pk: 2},
        key="case:1",
        actor="staff:3",
        reason="refunded",
        now=timezone.now(),
    )

    with pytest.raises(errors.QuantityExceeded):
        ship(paid, {lines[0].pk: 2}, key="batch-1")
    assert (left(paid), in_stock()) == ([1, 2], [10, 10])
    assert not Dispatch.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [
        ({}, errors.QuantityInvalid),
        ({0: 0}, errors.QuantityInvalid),
        ({0: 4}, errors.QuantityExceeded),
        ({9: 1}, errors.LineNotFound),
    ],
)
def test_impossible_choices_are_refused(paid, lines, chosen, refusal):
    ids = {0: lines[0].pk, 9: 999999}

    with pytest.raises(refusal):
        ship(paid, {ids[index]: quantity for index, quantity in chosen.items()}, key="batch-1")
    assert (left(paid), held(), in_stock()) == ([3, 2], [3, 2], [10, 10])
    assert not Dispatch.objects.exists()


def test_batch_does_not_stand_for_two_things(paid, lines):
    ship(paid, {lines[0].pk: 1}, key="batch-1")

    with pytest.raises(errors.OccasionReused):
        ship(paid, {lines[0].pk: 2}, key="batch-1")
    assert left(paid) == [2, 2]


def test_choice_without_an_occasion_is_a_bug(paid, lines):
    with pytest.raises(ValueError, match="occasion"):
        ship(paid, {lines[0].pk: 1})


def test_part_leaves_the_warehouses_that_hold_it(paid, lines, daye_address):
    """Three units of the first line lie in two warehouses: one there, two here."""
    daye_address.pk = None
    daye_address.save()
    other = Warehouse.objects.create(name="灵乡镇产地仓", slug="lingxiang", address=daye_address)
    there = Stock.objects.create(warehouse=other, product_variant=lines[0].variant, quantity=1)
    here = Allocation.objects.get(order_line=lines[0])
    Allocation.objects.filter(pk=here.pk).update(quantity_allocated=2)
    Allocation.objects.create(order_line=lines[0], stock=there, quantity_allocated=1)

    ship(paid, {lines[0].pk: 1}, key="batch-1")
    ship(paid, {lines[0].pk: 2}, key="batch-2")

    there.refresh_from_db()
    here.stock.refresh_from_db()
    assert (here.stock.quantity, there.quantity) == (8, 0)
    assert sum(FulfillmentLine.objects.values_list("quantity", flat=True)) == 3
    assert Fulfillment.objects.count() == 3
    assert held() == [0, 2, 0]
