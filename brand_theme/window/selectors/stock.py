"""How many of each variant a buyer can still have."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from saleor.warehouse.models import Stock


def stock_left(variants: Collection[Any]) -> dict[int, int | None]:
    """Return the units left by variant id, None where nobody counts them; one query.

    What other buyers' unpaid orders hold is not left.
    """
    counted = {variant.pk for variant in variants if variant.track_inventory}
    rows = (
        Stock.objects.filter(product_variant__in=counted)
        .annotate_available_quantity()
        .values_list("product_variant_id", "available_quantity")
    )
    sums: dict[int, int] = dict.fromkeys(counted, 0)
    for variant_id, available in rows:
        sums[variant_id] += max(available, 0)
    return {variant.pk: sums.get(variant.pk) for variant in variants}
