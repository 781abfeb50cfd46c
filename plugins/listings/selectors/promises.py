"""When goods leave: what their enterprises promise, by product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from saleor.product.models import Product

from plugins.listings.models import ShippingBounds
from plugins.listings.rules.completeness import Problem, problems_of
from plugins.listings.rules.content import Content, shipping_from
from plugins.listings.rules.promise import (
    STANDARD,
    Promise,
    ShipBounds,
    promise_of,
    shipping_problems,
)


def bounds_by_class() -> defaultdict[str, ShipBounds]:
    """Return the office's bounds by class of goods; a class without has the others'. One query."""
    known = {row.goods_class: row.bounds for row in ShippingBounds.objects.all()}
    others = known.get("", STANDARD)
    return defaultdict(lambda: others, known)


def bounds_for(goods_class: str) -> ShipBounds:
    return bounds_by_class()[goods_class]


def promises_of(*, product_ids: Collection[int], today: date) -> dict[int, Promise]:
    """Return the promise of each product in two queries, also of those without a listing."""
    known = bounds_by_class()
    rows = Product.objects.filter(pk__in=product_ids).values_list(
        "pk", "listing__facts", "maker__goods_class__slug"
    )
    return {
        product: promise_of(
            shipping_from((facts or {}).get("shipping", {})),
            bounds=known[goods_class or ""],
            today=today,
        )
        for product, facts, goods_class in rows
    }


def problems_for(content: Content, *, is_household: bool, today: date) -> list[Problem]:
    """Return everything that keeps content from the office: what is missing, what is not allowed."""
    return [
        *problems_of(content, is_household=is_household),
        *shipping_problems(content.shipping, bounds=bounds_for(content.goods_class), today=today),
    ]
