"""Prices and stocks of live goods, row by row as they can be changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Coalesce
from saleor.product.models import Product
from saleor.warehouse.models import Stock, Warehouse

from plugins.brand.public import Enterprise
from plugins.listings.errors import WarehouseMissing
from plugins.listings.selectors.live_content import price_of

ORIGIN = "-origin"


@dataclass(frozen=True)
class StockRow:
    stock_id: int
    warehouse: str
    quantity: int
    allocated: int


@dataclass(frozen=True)
class SalesRow:
    """A variant with its price and where how much of it lies."""

    variant_id: int
    sku: str
    name: str
    price: Decimal
    stocks: tuple[StockRow, ...]


def sales_rows(product: Product) -> list[SalesRow]:
    stocks: dict[int, list[StockRow]] = {}
    for row in (
        Stock.objects.filter(product_variant__product=product)
        .select_related("warehouse")
        .annotate(allocated=Coalesce(Sum("allocations__quantity_allocated"), 0))
        .order_by("warehouse__name", "pk")
    ):
        stocks.setdefault(row.product_variant_id, []).append(
            StockRow(row.pk, row.warehouse.name, row.quantity, row.allocated)
        )
    return [
        SalesRow(
            variant_id=variant.pk,
            sku=variant.sku,
            name=variant.name,
            price=price_of(variant, product).quantize(Decimal("0.01")),
            stocks=tuple(stocks.get(variant.pk, ())),
        )
        for variant in product.variants.order_by("pk")
    ]


def warehouse_of(enterprise: Enterprise) -> Warehouse:
    """Return where an enterprise's goods lie: its town's origin warehouse, else the first one.

    Raises:
        WarehouseMissing: the shop has none.
    """
    every: Iterable[Warehouse] = Warehouse.objects.order_by("pk")
    origins = [
        each
        for each in every
        if each.slug.endswith(ORIGIN)
        and enterprise.town
        and (each.name.startswith(enterprise.town) or each.slug == f"{enterprise.town}{ORIGIN}")
    ]
    found = next(iter(origins), None) or next(iter(every), None)
    if found is None:
        raise WarehouseMissing()
    return found
