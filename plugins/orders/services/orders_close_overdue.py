"""Close orders whose time to pay is over."""

from __future__ import annotations

import logging
from datetime import datetime

from plugins.kernel.errors import GatewayError
from plugins.orders.providers import Verdict
from plugins.orders.selectors.orders import orders_overdue
from plugins.orders.services.order_cancel import order_end

logger = logging.getLogger(__name__)
BATCH = 100


def orders_close_overdue(*, now: datetime) -> dict[str, int]:
    """End overdue orders; one that fails does not keep the others waiting.

    Returns:
        How many orders were closed, found paid, or left for the next sweep.
    """
    counts = {verdict.value: 0 for verdict in Verdict}
    for placed in orders_overdue(now=now, limit=BATCH):
        try:
            verdict = order_end(
                placed=placed, now=now, actor="system:close_overdue", reason="payment_overdue"
            )
        except GatewayError as error:
            logger.warning("order %s stays open: %s", placed.number, error)
            verdict = Verdict.UNKNOWN
        counts[verdict.value] += 1
    return counts
