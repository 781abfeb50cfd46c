"""What buyers have bought and got, for whoever lets them speak about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from plugins.child_orders.models import ChildLine


@dataclass(frozen=True)
class BoughtLine:
    """One line of a buyer's own order whose goods have left."""

    line_id: int
    order_number: str
    product_id: int
    name: str
    enterprise_id: int
    shipped_at: datetime
    received_at: datetime | None


def bought_lines(
    *, buyer: Any, line_ids: Collection[int] = (), product_id: int | None = None
) -> QuerySet[ChildLine]:
    """Return lines of the buyer's orders of which something was sent, newest first.

    Goods that went back later were bought all the same. One query; read each with
    `bought_line_of`.
    """
    lines = ChildLine.objects.filter(
        child_order__order__placed__buyer=buyer,
        child_order__shipped_at__isnull=False,
        order_line__quantity_fulfilled__gt=0,
        order_line__variant__isnull=False,
    )
    if line_ids:
        lines = lines.filter(order_line__in=line_ids)
    if product_id is not None:
        lines = lines.filter(order_line__variant__product=product_id)
    return lines.select_related("child_order__order__placed", "order_line__variant").order_by("-pk")


def bought_line_of(line: ChildLine) -> BoughtLine:
    order_line, child = line.order_line, line.child_order
    return BoughtLine(
        line_id=order_line.pk,
        order_number=child.order.placed.number,
        product_id=order_line.variant.product_id,
        name=f"{order_line.product_name} {order_line.variant_name}".strip(),
        enterprise_id=child.enterprise_id,
        shipped_at=child.shipped_at,
        received_at=child.received_at,
    )
