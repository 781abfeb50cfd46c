"""Freeze what the buyer paid for each line: vouchers and goods change later."""

from __future__ import annotations

from django.db import transaction

from plugins.orders.discounts import Taken
from plugins.orders.models import LineCost
from plugins.orders.selectors.amounts import OrderAmounts, order_amounts


@transaction.atomic
def order_amounts_keep(*, order_id: int, taken: Taken | None = None) -> OrderAmounts:
    """Keep the amounts of an order unless they are kept; return them.

    Orders are placed with it; those of earlier releases get it at first need. The
    caller has the order to itself. `taken` is the discount it is being placed with.

    Raises:
        OrderNotFound: the engine's order was not placed by a buyer.
    """
    amounts = order_amounts(order_id=order_id, taken=taken)
    if not LineCost.objects.filter(order_line__order=order_id).exists():
        LineCost.objects.bulk_create(
            LineCost(
                order_line_id=line.line_id,
                paid_fen=line.paid_fen,
                saved_fen=line.saved_fen,
                subsidy_fen=line.subsidy_fen,
            )
            for line in amounts.lines
        )
    return amounts
