"""Divide an order among the enterprises whose goods it holds."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from saleor.order.models import Order

from plugins.brand.public import makers_of
from plugins.child_orders import rules
from plugins.child_orders.errors import GoodsWithoutEnterprise
from plugins.child_orders.models import ChildLine, ChildOrder
from plugins.child_orders.services.child_orders_follow import ACTOR, child_orders_follow
from plugins.kernel import audit
from plugins.kernel.errors import DomainError
from plugins.listings.public import Promise, promises_of
from plugins.orders.public import LineAmount, order_amounts_keep, order_lock, order_summary
from plugins.shipping_rules.public import is_pick_up

logger = logging.getLogger(__name__)
BATCH = 100


def child_orders_make(*, order_id: int, now: datetime) -> list[ChildOrder]:
    """Make the order's child orders, in the transaction that places it; once.

    Whatever the engine did with discounts and delivery, the parts add up to the
    order's total: the database refuses the commit otherwise. The caller has the
    order to itself.

    Raises:
        GoodsWithoutEnterprise: nobody is known to make one of the goods.
    """
    placed = order_summary(order_id=order_id)
    known = list(ChildOrder.objects.filter(order=order_id).order_by("pk"))
    if known:
        return known
    amounts = order_amounts_keep(order_id=order_id)
    shares = rules.split_order(lines=_sold(amounts.lines), shipping_fen=amounts.shipping_fen)
    order = Order.objects.select_related("shipping_method").get(pk=order_id)
    promised = _promised(amounts.lines, day=timezone.localdate(placed.placed_at))
    return [
        _make(
            share,
            promised,
            number=f"{placed.number}-{index}",
            order_id=order_id,
            now=placed.placed_at,
            is_pick_up=is_pick_up(order.shipping_method),
        )
        for index, share in enumerate(shares, start=1)
    ]


def _sold(lines: Sequence[LineAmount]) -> list[rules.SoldLine]:
    makers = makers_of(product_ids=[line.product_id for line in lines if line.product_id])
    sold = []
    for line in lines:
        if line.product_id not in makers:
            raise GoodsWithoutEnterprise(item=line.name)
        sold.append(
            rules.SoldLine(
                line_id=line.line_id,
                enterprise_id=makers[line.product_id],
                quantity=line.quantity,
                paid_fen=line.paid_fen,
                saved_fen=line.saved_fen,
            )
        )
    return sold


def _promised(lines: Sequence[LineAmount], *, day: date) -> dict[int, Promise]:
    """Return when each line's goods leave, as the buyer saw it when she placed the order."""
    products = {line.line_id: line.product_id for line in lines if line.product_id}
    promises = promises_of(product_ids=set(products.values()), today=day)
    return {line_id: promises[product_id] for line_id, product_id in products.items()}


def child_orders_make_missing(*, now: datetime) -> int:
    """Make child orders for orders of earlier releases; return for how many.

    One that cannot be divided stops no other; a person has to name the maker.
    """
    missing = Order.objects.filter(placed__isnull=False, child_orders__isnull=True)
    done = 0
    for order_id in list(missing.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        try:
            _make_and_follow(order_id, now=now)
        except DomainError as error:
            logger.error("order %s has no child orders: %s", order_id, error)
        else:
            done += 1
    return done


@transaction.atomic
def _make_and_follow(order_id: int, *, now: datetime) -> None:
    order_lock(order_id=order_id)
    child_orders_make(order_id=order_id, now=now)
    child_orders_follow(order_id=order_id, now=now)


def _make(
    share: rules.Share,
    promised: Mapping[int, Promise],
    *,
    number: str,
    order_id: int,
    now: datetime,
    is_pick_up: bool,
) -> ChildOrder:
    child = ChildOrder.objects.create(
        order_id=order_id,
        enterprise_id=share.enterprise_id,
        number=number,
        goods_fen=share.goods_fen,
        shipping_fen=share.shipping_fen,
        placed_at=now,
        is_pick_up=is_pick_up,
    )
    ChildLine.objects.bulk_create(
        ChildLine(
            child_order=child,
            order_line_id=line.line_id,
            quantity=line.quantity,
            paid_fen=line.paid_fen,
            ship_hours=promised[line.line_id].hours,
            ships_on=promised[line.line_id].ships_on,
        )
        for line in share.lines
    )
    audit.record(
        "child_orders.child_order.made",
        child,
        actor=ACTOR,
        order=order_id,
        total_fen=share.total_fen,
    )
    return child
