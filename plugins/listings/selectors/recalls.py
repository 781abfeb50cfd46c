"""Which orders hold goods that are called back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from saleor.order.models import OrderLine

from plugins.listings.models import Recall

BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class AffectedOrder:
    order_id: int
    number: str
    state: str
    placed_at: datetime
    sku: str
    quantity: int


def affected_orders(recall: Recall) -> list[AffectedOrder]:
    """Return the lines of orders placed on the recall's days, oldest first.

    Cancelled orders are left out: their goods never left. The batch is not known
    of an order: without it, everything of those days may be of it.
    """
    lines: Any = OrderLine.objects.filter(
        order__placed__placed_at__gte=_midnight(recall.ordered_from),
        order__placed__placed_at__lt=_midnight(recall.ordered_until + timedelta(days=1)),
    ).exclude(order__placed__state="cancelled")
    if recall.variant_id:
        lines = lines.filter(variant_id=recall.variant_id)
    else:
        lines = lines.filter(variant__product_id=recall.listing.product_id)
    lines = lines.select_related("order__placed").order_by("order__placed__placed_at", "pk")
    return [
        AffectedOrder(
            order_id=line.order_id,
            number=line.order.placed.number,
            state=line.order.placed.state,
            placed_at=line.order.placed.placed_at,
            sku=line.product_sku,
            quantity=line.quantity,
        )
        for line in lines
    ]


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time.min, BEIJING)
