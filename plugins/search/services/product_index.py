"""Keep what one product is found by in step with the product."""

from __future__ import annotations

from django.db import transaction

from plugins.search.services.products_index import products_index


def product_index(*, product_id: int) -> None:
    """Write the product's terms anew; a product that is gone has lost them already."""
    products_index(product_ids=[product_id])


def product_index_after_commit(*, product_id: int) -> None:
    """Do so once the current transaction is committed, with all that it wrote.

    A failure is logged and leaves the product saved: the next rebuild catches up.
    """
    transaction.on_commit(lambda: product_index(product_id=product_id), robust=True)
