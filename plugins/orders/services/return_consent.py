"""Keep what the buyer confirmed about goods that take no return without a reason."""

from __future__ import annotations

from datetime import datetime

from saleor.order.models import Order

from plugins.orders.models import ReturnConsent
from plugins.orders.rules.placing import takes_no_reason_return


def return_consent_keep(*, order: Order, now: datetime) -> list[int]:
    """Write the consent for the exempt lines of a new order; return their ids.

    Which goods are exempt is read now, so a later change of a product changes
    nothing about this purchase. Runs in the transaction that places the order.
    """
    lines = [
        line
        for line in order.lines.select_related("variant__product").order_by("pk")
        if line.variant and not takes_no_reason_return(line.variant.product.metadata or {})
    ]
    ReturnConsent.objects.bulk_create(
        ReturnConsent(order_line=line, confirmed_at=now) for line in lines
    )
    return [line.pk for line in lines]
