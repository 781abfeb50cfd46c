"""Goods that somebody has to decide about do not leave the house."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from plugins.after_sales.models import Case
from plugins.after_sales.states import CONTESTED
from plugins.orders.public import GoodsContested


class AfterSalesGuard:
    """See `plugins.orders.providers.ShippingGuard`.

    While a case about goods that are still here is open, whoever ships all of the
    order waits, and so does the enterprise whose goods it names; the others do not.
    A case that names no goods holds all of them. A refusal lets them go; what was
    refunded is cancelled on the order's lines and stays for good.
    """

    def refuse(self, *, order_id: int, line_ids: Collection[int] | None = None) -> None:
        cases = Case.objects.filter(
            order_id=order_id, is_shipped=False, state__in=[state.value for state in CONTESTED]
        )
        if line_ids is not None:
            named = Q(lines__line__order_line__in=line_ids)
            cases = cases.filter(named | Q(lines__isnull=True))
        if cases.exists():
            raise GoodsContested()
