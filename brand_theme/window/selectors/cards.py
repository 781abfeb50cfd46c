"""Goods as they stand in a row or a grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from saleor.product.models import AssignedProductAttribute, Collection, Product

from brand_theme.window import rules
from brand_theme.window.pictures import CARD_WIDTHS, GALLERY_WIDTHS, Picture, square_picture

SEASON = "season"
ORIGIN = "origin-town"
CERTIFICATION = "certification"
HERITAGE = "heritage"
_ON_CARDS = (SEASON, ORIGIN, CERTIFICATION, HERITAGE)


@dataclass(frozen=True, kw_only=True)
class GoodsCard:
    """One good. `price` is the lowest, in yuan; with a choice it is a "from"."""

    slug: str
    name: str
    town: str
    enterprise: str
    enterprise_slug: str
    price: Decimal
    has_choice: bool
    picture: Picture
    large: Picture
    seals: tuple[str, ...]
    months: frozenset[int]


def goods_on_shelf() -> QuerySet[Product]:
    """Published goods in the order of the shelves: trade by trade."""
    return Product.objects.published().order_by("category__tree_id", "category__lft", "pk")


def enterprises() -> QuerySet[Collection]:
    """Published enterprise brands: the N beside the regional brand."""
    return Collection.objects.published().filter(metadata__kind="enterprise")


def cards_of(products: QuerySet[Product]) -> list[GoodsCard]:
    """Read the products as cards in five queries, however many they are."""
    return [
        _card(product)
        for product in products.defer("description", "description_json")
        .annotate(variant_count=Count("variants"))
        .prefetch_related(
            "images",
            attributes_named(*_ON_CARDS),
            Prefetch("collections", enterprises(), to_attr="enterprise_brands"),
        )
    ]


def cards_in_season(*, month: int, limit: int) -> list[GoodsCard]:
    """Return what is only to be had in some months, `month` among them.

    The shortest season comes first: it is the one to hurry for.
    """
    products = goods_on_shelf().filter(
        attributes__assignment__attribute__slug=SEASON, attributes__values__slug=f"m{month:02}"
    )
    cards = cards_of(Product.objects.filter(pk__in=products.values("pk")).order_by("pk"))
    passing = [card for card in cards if not rules.is_all_year(card.months)]
    return sorted(passing, key=lambda card: len(card.months))[:limit]


def attributes_named(*slugs: str) -> Prefetch:
    """Prefetch the product attributes of these slugs with their values."""
    return Prefetch(
        "attributes",
        AssignedProductAttribute.objects.filter(assignment__attribute__slug__in=slugs)
        .select_related("assignment__attribute")
        .prefetch_related("values"),
    )


def values_by_attribute(assigned: Iterable[Any]) -> dict[str, list[Any]]:
    """Values of prefetched attribute assignments by the attribute's slug."""
    return {each.assignment.attribute.slug: list(each.values.all()) for each in assigned}


def seals_of(values: dict[str, list[Any]]) -> tuple[str, ...]:
    return rules.seals(
        certifications=[(value.slug, value.name) for value in values.get(CERTIFICATION, ())],
        has_heritage=bool(values.get(HERITAGE)),
    )


def months_of(values: dict[str, list[Any]]) -> frozenset[int]:
    return rules.season_months(value.slug for value in values.get(SEASON, ()))


def first_name(values: Iterable[Any]) -> str:
    return next((value.name for value in values), "")


def _card(product: Any) -> GoodsCard:
    values = values_by_attribute(product.attributes.all())
    image = product.get_first_image()
    return GoodsCard(
        slug=product.slug,
        name=product.name,
        town=first_name(values.get(ORIGIN, ())),
        enterprise=first_name(product.enterprise_brands),
        enterprise_slug=next((brand.slug for brand in product.enterprise_brands), ""),
        price=product.minimal_variant_price_amount,
        has_choice=product.variant_count > 1,
        picture=square_picture(image, widths=CARD_WIDTHS, alt=product.name),
        large=square_picture(image, widths=GALLERY_WIDTHS, alt=product.name),
        seals=seals_of(values),
        months=months_of(values),
    )
