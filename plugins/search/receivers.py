"""Hears that a product was saved: Saleor 2.10 has no hook for an edited product."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from saleor.product.models import Product

from plugins.search.services.product_index import product_index_after_commit

FOUND_BY = {"name", "slug", "category", "category_id"}


@receiver(post_save, sender=Product, dispatch_uid="mall_search.product_saved")
def product_saved(
    instance: Product, raw: bool, update_fields: Collection[str] | None, **_: Any
) -> None:
    """Index the product again, unless nothing that it is found by was written."""
    if raw or (update_fields is not None and FOUND_BY.isdisjoint(update_fields)):
        return
    product_index_after_commit(product_id=instance.pk)
