"""Open the books of what goes back of an order, before anything does."""

from __future__ import annotations

from saleor.order.models import Order

from plugins.after_sales.models import LineTally, OrderTally
from plugins.orders.public import order_amounts_keep


def tally_open(order: Order) -> OrderTally:
    """Return the order's tally, made if it has none. The order is locked."""
    tally = OrderTally.objects.filter(order=order).first()
    if tally is not None:
        return tally
    amounts = order_amounts_keep(order_id=order.pk)
    tally = OrderTally.objects.create(
        order=order, total_fen=amounts.total_fen, shipping_fen=amounts.shipping_fen
    )
    LineTally.objects.bulk_create(
        LineTally(
            tally=tally, order_line_id=line.line_id, quantity=line.quantity, paid_fen=line.paid_fen
        )
        for line in amounts.lines
    )
    return tally
