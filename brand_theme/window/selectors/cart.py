"""What has become of the goods in a buyer's cart."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from saleor.product.models import Product, ProductVariant

from brand_theme.window.pictures import CARD_WIDTHS, Picture, square_picture
from brand_theme.window.selectors.cards import enterprises
from brand_theme.window.selectors.stock import stock_left
from plugins.kernel.sale_guards import sale_refusals
from plugins.orders.public import takes_no_reason_return

NOT_ON_SHELF = "已下架"


@dataclass(frozen=True, kw_only=True)
class CartGood:
    """One variant as it stands now. `obstacle` says in Chinese why it cannot be bought."""

    variant_id: int
    slug: str
    name: str
    variant_name: str
    enterprise: str
    enterprise_slug: str
    price: Decimal
    left: int | None
    obstacle: str
    takes_no_reason_return: bool
    picture: Picture


def cart_goods(
    *, variant_ids: Collection[int], discounts: Iterable[Any], at: datetime
) -> list[CartGood]:
    """Return what is known of these variants; those that were deleted are left out.

    The number of queries does not grow with the cart.
    """
    variants = list(
        ProductVariant.objects.filter(pk__in=variant_ids)
        .select_related("product")
        .prefetch_related(
            "product__images",
            "product__collections",  # discounts ask for them
            Prefetch("product__collections", enterprises(), to_attr="enterprise_brands"),
        )
    )
    products = {variant.product_id for variant in variants}
    on_shelf = set(Product.objects.published().filter(pk__in=products).values_list("pk", flat=True))
    refused = sale_refusals(product_ids=products, at=at)
    left = stock_left(variants)
    return [
        _good(
            variant,
            discounts,
            left[variant.pk],
            obstacle=refused.get(variant.product_id)
            or ("" if variant.product_id in on_shelf else NOT_ON_SHELF),
        )
        for variant in variants
    ]


def _good(variant: Any, discounts: Iterable[Any], left: int | None, *, obstacle: str) -> CartGood:
    product = variant.product
    brand = next(iter(product.enterprise_brands), None)
    return CartGood(
        variant_id=variant.pk,
        slug=product.slug,
        name=product.name,
        variant_name=variant.name or variant.sku,
        enterprise=brand.name if brand else "",
        enterprise_slug=brand.slug if brand else "",
        price=variant.get_price(discounts).amount,
        left=left,
        obstacle=obstacle,
        takes_no_reason_return=takes_no_reason_return(product.metadata or {}),
        picture=square_picture(product.get_first_image(), widths=CARD_WIDTHS, alt=product.name),
    )
