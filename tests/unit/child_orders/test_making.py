"""Placing an order divides it, and the database holds the parts to it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from saleor.discount.models import Voucher
from saleor.order.models import Order

from plugins.brand.models import Enterprise, ProductMaker
from plugins.child_orders.errors import GoodsWithoutEnterprise
from plugins.child_orders.models import ChildLine, ChildOrder
from plugins.child_orders.services.child_orders_make import (
    child_orders_make,
    child_orders_make_missing,
)
from plugins.kernel import sale_guards
from plugins.orders.models import LineCost, PlacedOrder
from plugins.orders.public import order_amounts
from plugins.orders.services.order_place import order_place

pytestmark = pytest.mark.django_db


def sql(statement, *values):
    """Say it past all of our code, and commit as far as a test can."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_each_enterprise_gets_its_lines_and_its_share_of_shipping(
    placed, child_of, bakery, orchard
):
    twists, peaches = child_of(bakery), child_of(orchard)

    # 8.00 by 5640 to 9980 fen: 288.86 and 511.14, the fen left over to the larger remainder.
    assert (twists.goods_fen, twists.shipping_fen) == (5640, 289)
    assert (peaches.goods_fen, peaches.shipping_fen) == (9980, 511)
    assert twists.total_fen + peaches.total_fen == placed.total_fen
    assert {twists.number, peaches.number} == {f"{placed.number}-1", f"{placed.number}-2"}
    assert [(line.quantity, line.paid_fen) for line in peaches.lines.all()] == [(2, 9980)]


def test_voucher_is_borne_by_whose_goods_it_lowered(buy, buyer_li, mahua, peach, bakery, orchard):
    voucher = Voucher.objects.create(
        code="TEN",
        type="entire_order",
        discount_value=10,
        currency="CNY",
        start_date=timezone.now() - timedelta(days=1),
    )
    placed = buy(buyer_li, (mahua, 3), (peach, 2), voucher=voucher, discount="10.00")

    parts = ChildOrder.objects.filter(order=placed.order_id)
    assert sum(part.total_fen for part in parts) == placed.total_fen == 15420
    assert {part.enterprise: part.goods_fen for part in parts} == {bakery: 5279, orchard: 9341}


def test_amounts_stay_when_the_voucher_changes(placed, mahua):
    before = order_amounts(order_id=placed.order_id)

    placed.order.lines.update(unit_price_gross_amount=1)

    assert order_amounts(order_id=placed.order_id) == before


def test_goods_of_nobody_refuse_the_order(buyer_li, mahua, checkout_of, monkeypatch):
    ProductMaker.objects.all().delete()
    monkeypatch.setattr(sale_guards, "sale_guards", list)
    checkout = checkout_of(buyer_li, (mahua, 1))

    with pytest.raises(GoodsWithoutEnterprise, match="金牛麻花"):
        order_place(
            buyer=buyer_li,
            checkout_token=checkout.token,
            idempotency_key="confirm-screen-1",
            now=timezone.now(),
        )

    assert not PlacedOrder.objects.exists()
    assert not ChildOrder.objects.exists()


def test_making_again_makes_nothing(placed):
    before = list(ChildOrder.objects.order_by("pk"))

    assert child_orders_make(order_id=placed.order_id, now=timezone.now()) == before
    assert child_orders_make_missing(now=timezone.now()) == 0


def test_orders_of_earlier_releases_are_divided_as_they_stand(placed):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")  # no triggers
        cursor.execute("DELETE FROM mall_child_orders_childline")
        cursor.execute("DELETE FROM mall_child_orders_childorder")
        cursor.execute("DELETE FROM mall_orders_linecost")
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    assert child_orders_make_missing(now=timezone.now()) == 1

    parts = ChildOrder.objects.filter(order=placed.order_id)
    assert sum(part.total_fen for part in parts) == placed.total_fen
    assert {part.state for part in parts} == {"to_ship"}
    assert LineCost.objects.count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mall_child_orders_childorder SET goods_fen = goods_fen + 1",
        "UPDATE mall_child_orders_childorder SET shipping_fen = 0",
        "UPDATE mall_child_orders_childorder SET enterprise_id = enterprise_id + 1",
        "UPDATE mall_child_orders_childorder SET refunded_fen = 1",
        "DELETE FROM mall_child_orders_childorder",
        "UPDATE mall_child_orders_childline SET paid_fen = paid_fen + 1",
        "DELETE FROM mall_child_orders_childline",
        "UPDATE mall_orders_placedorder SET total_fen = total_fen + 1, paid_fen = paid_fen + 1",
        "UPDATE mall_orders_linecost SET paid_fen = 1",
        "DELETE FROM mall_orders_linecost",
    ],
)
def test_database_refuses_to_change_amounts(placed, statement):
    before = list(ChildOrder.objects.order_by("pk").values())

    with pytest.raises(IntegrityError):
        sql(statement)

    assert list(ChildOrder.objects.order_by("pk").values()) == before


def test_database_refuses_a_part_too_many(placed, child_of, orchard):
    third = Enterprise.objects.create(
        slug="third",
        name="第三家",
        brand_name="第三",
        kind="household",
        town="baoan",
        registered_at=timezone.now(),
    )

    with pytest.raises(IntegrityError, match="add up"):
        sql(
            "INSERT INTO mall_child_orders_childorder (order_id, enterprise_id, number, state,"
            " goods_fen, shipping_fen, refunded_fen, placed_at)"
            " VALUES (%s, %s, 'x', 'awaiting_payment', 0, 1, 0, now())",
            placed.order_id,
            third.pk,
        )


def test_database_refuses_an_order_without_parts(placed):
    bare = Order.objects.create(user=placed.buyer, billing_address=placed.order.billing_address)

    with pytest.raises(IntegrityError, match="add up"):
        sql(
            "INSERT INTO mall_orders_placedorder (order_id, number, buyer_id, checkout_token,"
            " idempotency_key, state, total_fen, paid_fen, paid_gateway, paid_reference,"
            " refunded_fen, placed_at, pay_by)"
            " VALUES (%s, 'x', %s, gen_random_uuid(), 'k', 'awaiting_payment', 1, 0, '', '', 0,"
            " now(), now() + interval '1 hour')",
            bare.pk,
            placed.buyer_id,
        )


def test_database_refuses_a_line_that_tips_its_part(placed, child_of, orchard):
    line = ChildLine.objects.filter(child_order=child_of(orchard)).get()

    with pytest.raises(IntegrityError):
        sql(
            "INSERT INTO mall_child_orders_childline (child_order_id, order_line_id, quantity,"
            " paid_fen) VALUES (%s, %s, 1, 5)",
            line.child_order_id,
            line.order_line_id,
        )
