"""Bring the whole index in step with the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from saleor.product.models import Product

from plugins.search.services.products_index import products_index

BATCH = 100
"""Products written in one transaction."""


@dataclass(frozen=True)
class Rebuilt:
    """How many products are indexed, under how many terms."""

    products: int
    terms: int


def index_rebuild(*, on_progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Index every product, published or not; searching goes on meanwhile.

    Args:
        on_progress: called after each batch with the products done and all there are.
    """
    ids = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    terms = 0
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        terms += products_index(product_ids=batch)
        if on_progress is not None:
            on_progress(start + len(batch), len(ids))
    return Rebuilt(products=len(ids), terms=terms)
