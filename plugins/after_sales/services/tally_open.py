"""Freeze what the buyer paid for each line, before anything goes back."""

from __future__ import annotations

from saleor.order.models import Order

from plugins.after_sales.models import LineTally, OrderTally
from plugins.after_sales.selectors import paid_shares


def tally_open(order: Order) -> OrderTally:
    """Return the order's tally, made if it has none. The order is locked."""
    tally = OrderTally.objects.filter(order=order).first()
    if tally is not None:
        return tally
    lines = list(order.lines.select_related("variant__product").order_by("pk"))
    paid = paid_shares(order, lines)
    tally = OrderTally.objects.create(
        order=order,
        total_fen=sum(paid.lines) + paid.shipping_fen,
        shipping_fen=paid.shipping_fen,
    )
    LineTally.objects.bulk_create(
        LineTally(tally=tally, order_line=line, quantity=line.quantity, paid_fen=fen)
        for line, fen in zip(lines, paid.lines, strict=True)
    )
    return tally
