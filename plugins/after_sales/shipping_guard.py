"""Goods that a case holds do not leave the house."""

from __future__ import annotations

from collections import Counter

from plugins.after_sales.models import Case, CaseLine
from plugins.after_sales.states import CONTESTED, DECIDED
from plugins.orders.public import KeptBack


class AfterSalesGuard:
    """See `plugins.orders.providers.ShippingGuard`.

    While somebody has to decide about goods that are still here, the whole order
    waits: WeChat takes one report of all parcels. Once refunded they stay for good.
    A refusal lets them go.
    """

    def kept_back(self, *, order_id: int) -> KeptBack:
        cases = Case.objects.filter(order_id=order_id, is_shipped=False)
        lines = CaseLine.objects.filter(
            case__in=cases.filter(state__in=[state.value for state in DECIDED])
        )
        quantities: Counter[int] = Counter()
        for line_id, quantity in lines.values_list("line__order_line_id", "quantity"):
            quantities[line_id] += quantity
        contested = cases.filter(state__in=[state.value for state in CONTESTED])
        return KeptBack(is_contested=contested.exists(), quantities=dict(quantities))
