"""Goods that somebody has to decide about do not leave the house."""

from __future__ import annotations

from plugins.after_sales.models import Case
from plugins.after_sales.states import CONTESTED


class AfterSalesGuard:
    """See `plugins.orders.providers.ShippingGuard`.

    While a case about goods that are still here is open, the whole order waits:
    WeChat takes one report of all parcels. A refusal lets them go; what was refunded
    is cancelled on the order's lines and stays for good.
    """

    def is_contested(self, *, order_id: int) -> bool:
        return Case.objects.filter(
            order_id=order_id, is_shipped=False, state__in=[state.value for state in CONTESTED]
        ).exists()
