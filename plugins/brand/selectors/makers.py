"""Who makes what."""

from __future__ import annotations

from collections.abc import Collection

from plugins.brand.models import GoodsClass, ProductMaker


def makers_of(*, product_ids: Collection[int]) -> dict[int, int]:
    """Return the enterprise of each product; products without one are left out."""
    links = ProductMaker.objects.filter(product_id__in=product_ids)
    return dict(links.values_list("product_id", "enterprise_id"))


def goods_classes_of(*, product_ids: Collection[int]) -> dict[int, str]:
    """Return the slug of each product's class of goods; products without a maker are left out."""
    links = ProductMaker.objects.filter(product_id__in=product_ids)
    return dict(links.values_list("product_id", "goods_class__slug"))


def goods_class_of(*, product_id: int) -> GoodsClass | None:
    """Return as which class of goods a product is made; None without a maker on file."""
    return GoodsClass.objects.filter(makers__product=product_id).first()
