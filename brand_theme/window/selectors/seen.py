"""What has become of goods that somebody looked at: her device knows which, we the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from saleor.product.models import Product, ProductVariant

from brand_theme.window.selectors.cards import GoodsCard, cards_of
from brand_theme.window.selectors.stock import stock_left


@dataclass(frozen=True, kw_only=True)
class SeenGood:
    """A good that is on the shelf; `is_available` when one of its variants can be had."""

    card: GoodsCard
    is_available: bool


def seen_goods(*, slugs: Collection[str]) -> list[SeenGood]:
    """Return those that are still sold, in no order; queries do not grow with them."""
    goods = Product.objects.published().filter(slug__in=slugs)
    cards = cards_of(Product.objects.filter(pk__in=goods.order_by().values("pk")).order_by("pk"))
    variants = list(
        ProductVariant.objects.filter(
            product__slug__in=[card.slug for card in cards]
        ).select_related("product")
    )
    left = stock_left(variants)
    had: dict[str, bool] = defaultdict(bool)
    for variant in variants:
        had[variant.product.slug] |= left[variant.pk] != 0
    return [SeenGood(card=card, is_available=had[card.slug]) for card in cards]
