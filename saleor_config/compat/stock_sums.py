"""Stock of one variant in several warehouses.

Symptom: a variant with 10 units in each of two warehouses counts as 10, so the
last ones cannot be bought.
Cause: `saleor/warehouse/availability.py`, `_get_available_quantity`, joins
allocations and then sums *distinct* quantities, which drops equal ones.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.db.models import Sum

from .targets import mends, replace


@mends("saleor.warehouse.availability")
def mend(module: ModuleType) -> None:
    from saleor.warehouse.models import Allocation

    def available_quantity(stocks: Any) -> int:
        """Return what the stocks hold less what orders have allocated, never below 0."""
        ids = stocks.order_by().values("pk")
        held = module.Stock.objects.filter(pk__in=ids).aggregate(sum=Sum("quantity"))
        allocated = Allocation.objects.filter(stock__in=ids).aggregate(
            sum=Sum("quantity_allocated")
        )
        return max((held["sum"] or 0) - (allocated["sum"] or 0), 0)

    replace(module, "_get_available_quantity", available_quantity)
