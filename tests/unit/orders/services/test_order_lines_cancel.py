"""Units that were given up before they left are never shipped, whoever ships."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from saleor.order.actions import create_fulfillments
from saleor.order.models import Fulfillment
from saleor.warehouse.models import Allocation, Stock

from plugins.kernel.audit import history_of
from plugins.orders import errors
from plugins.orders.models import LineCancellation
from plugins.orders.public import lines_unshipped, order_lines_cancel, order_ship


def cancel(placed, quantities, key="case:1"):
    order_lines_cancel(
        order_id=placed.order_id,
        quantities=quantities,
        key=key,
        actor="staff:3",
        reason="refunded before shipping",
        now=timezone.now(),
    )


def ship(placed):
    order_ship(number=placed.number, tracking_number="ZTO 1", user=None, actor="staff:3")


def left(placed):
    return list(lines_unshipped(placed.order).values())


def held():
    return list(Allocation.objects.order_by("pk").values_list("quantity_allocated", flat=True))


def in_stock():
    return list(Stock.objects.order_by("pk").values_list("quantity", flat=True))


def test_cancelled_units_give_their_stock_back_and_stay_at_home(paid, lines):
    cancel(paid, {lines[0].pk: 2})

    assert (left(paid), held()) == ([1, 2], [1, 2])
    assert history_of(paid).last().details["units"] == {str(lines[0].pk): 2}

    ship(paid)

    paid.order.refresh_from_db()
    assert (in_stock(), held()) == ([9, 8], [0, 0])
    assert paid.order.status == "fulfilled"


def test_same_occasion_cancels_once(paid, lines):
    cancel(paid, {lines[0].pk: 1})
    cancel(paid, {lines[0].pk: 1})

    assert left(paid) == [2, 2]
    cancel(paid, {lines[0].pk: 1}, key="case:2")
    assert left(paid) == [1, 2]


def test_occasion_does_not_stand_for_two_things(paid, lines):
    cancel(paid, {lines[0].pk: 1})

    with pytest.raises(errors.OccasionReused):
        cancel(paid, {lines[0].pk: 2})
    assert left(paid) == [2, 2]


def test_order_without_anything_left_is_off_the_packing_list(paid, lines):
    cancel(paid, {lines[0].pk: 3, lines[1].pk: 2})

    paid.order.refresh_from_db()
    assert paid.order.status == "canceled"
    with pytest.raises(errors.NotShippable):
        ship(paid)
    assert not Fulfillment.objects.exists()


@pytest.mark.parametrize(
    ("quantities", "refusal"),
    [
        ({}, errors.QuantityInvalid),
        ({0: 0}, errors.QuantityInvalid),
        ({0: -1}, errors.QuantityInvalid),
        ({0: 1.5}, errors.QuantityInvalid),
        ({0: 4}, errors.QuantityExceeded),
        ({9: 1}, errors.LineNotFound),
    ],
)
def test_impossible_units_are_refused(paid, lines, quantities, refusal):
    ids = {0: lines[0].pk, 9: 999999}

    with pytest.raises(refusal):
        cancel(paid, {ids[index]: quantity for index, quantity in quantities.items()})
    assert (left(paid), held()) == ([3, 2], [3, 2])
    assert not LineCancellation.objects.exists()


def test_unpaid_order_is_cancelled_as_a_whole_only(placed, lines):
    with pytest.raises(errors.NotShippable):
        cancel(placed, {lines[0].pk: 1})
    assert held() == [3, 2]


def test_shipped_units_cannot_be_cancelled(paid, lines):
    ship(paid)

    with pytest.raises(errors.QuantityExceeded):
        cancel(paid, {lines[0].pk: 1})
    assert not LineCancellation.objects.exists()


def test_engine_itself_cannot_ship_cancelled_units(paid, lines):
    cancel(paid, {lines[0].pk: 2})
    warehouse = Stock.objects.first().warehouse_id
    unit = {"order_line": lines[0], "quantity": 2}

    with pytest.raises(IntegrityError, match="cancelled units"), transaction.atomic():
        create_fulfillments(None, paid.order, {warehouse: [unit]}, notify_customer=False)
    assert in_stock() == [10, 10]


def test_database_keeps_what_was_cancelled(paid, lines):
    cancel(paid, {lines[0].pk: 2})
    rows = LineCancellation.objects.all()

    for change in (lambda: rows.update(quantity=1), rows.delete):
        with pytest.raises(IntegrityError, match="stay cancelled"), transaction.atomic():
            change()


def test_database_refuses_more_than_is_left(paid, lines):
    with pytest.raises(IntegrityError, match="left to ship"), transaction.atomic():
        LineCancellation.objects.create(
            order_line=lines[0], quantity=4, key="k", cancelled_at=timezone.now()
        )
