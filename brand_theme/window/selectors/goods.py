"""One good with everything its page shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Prefetch, Q, When
from django.utils import timezone
from saleor.product.models import (
    AssignedProductAttribute,
    AssignedVariantAttribute,
    Category,
    Product,
    ProductVariant,
)

from brand_theme.window import rules
from brand_theme.window.pictures import GALLERY_WIDTHS, Picture, square_picture
from brand_theme.window.selectors.cards import (
    ORIGIN,
    SEASON,
    GoodsCard,
    cards_of,
    enterprises,
    first_name,
    goods_on_shelf,
    months_of,
    seals_of,
    values_by_attribute,
)
from brand_theme.window.selectors.enterprise import tile_of_maker
from brand_theme.window.selectors.opinions import (
    Opinions,
    QuestionView,
    opinions_of_product,
    product_questions,
    question_views,
)
from brand_theme.window.selectors.shelves import EnterpriseTile, enterprise_tiles, paragraphs_of
from brand_theme.window.selectors.stock import stock_left
from plugins.brand.public import Badge, badges_for
from plugins.listings.public import promise_text, promises_of
from plugins.orders.public import takes_no_reason_return

_SHOWN_ELSEWHERE = frozenset({SEASON, "enterprise", "tag"})


@dataclass(frozen=True, kw_only=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A variant. `price` in yuan, discounts taken off; `left` is None when nobody counts."""

    variant_id: int
    sku: str
    name: str
    price: Decimal
    left: int | None
    is_available: bool
    facts: list[Fact]


@dataclass(frozen=True, kw_only=True)
class Goods:
    """A good's page. `chosen` is None for a good without variants."""

    product_id: int
    slug: str
    name: str
    pinyin: str
    price: Decimal
    pictures: list[Picture]
    choices: list[Choice]
    chosen: Choice | None
    facts: list[Fact]
    seals: tuple[str, ...]
    months: frozenset[int]
    paragraphs: list[str]
    path: list[Category]
    enterprise: EnterpriseTile | None
    related: list[GoodsCard]
    town: str
    town_slug: str
    takes_no_reason_return: bool
    is_adults_only: bool
    badge: Badge | None
    promise: str
    opinions: Opinions
    questions: list[QuestionView]


def goods_detail(
    *, slug: str, sku: str | None, discounts: Iterable[Any], related: int, written: int = 3
) -> Goods | None:
    """Read a published good, or None. An unknown `sku` chooses the cheapest variant.

    `related` limits how many other goods come along, `written` how many reviews and
    how many questions.
    """
    product = _product(slug)
    if product is None:
        return None
    choices = _choices(product, discounts)
    chosen = next((each for each in choices if each.sku == sku), next(iter(choices), None))
    values = values_by_attribute(product.attributes.all())
    brand = next(iter(product.enterprise_brands), None)
    path = _path(product.category)
    return Goods(
        product_id=product.pk,
        slug=product.slug,
        name=product.name,
        pinyin=(product.metadata or {}).get("pinyin", ""),
        price=chosen.price if chosen else product.minimal_variant_price_amount,
        pictures=_pictures(product),
        choices=choices,
        chosen=chosen,
        facts=_facts(product.attributes.all()),
        seals=seals_of(values),
        months=months_of(values),
        paragraphs=paragraphs_of(product.description_json, html=product.description),
        path=path,
        enterprise=_maker(product, brand),
        related=_related(product, brand, limit=related),
        town=first_name(values.get(ORIGIN, ())),
        town_slug=next((value.slug for value in values.get(ORIGIN, ())), ""),
        takes_no_reason_return=takes_no_reason_return(product.metadata or {}),
        is_adults_only=bool(path) and path[0].slug in rules.ADULTS_ONLY_TRADES,
        badge=badges_for([product.pk], timezone.now()).get(product.pk),
        promise=promise_text(
            promises_of(product_ids=[product.pk], today=timezone.localdate())[product.pk]
        ),
        opinions=opinions_of_product(product.pk, limit=written),
        questions=question_views(product_questions(product.pk)[:written]),
    )


def _maker(product: Any, brand: Any) -> EnterpriseTile | None:
    if brand is None:
        return tile_of_maker(product.pk, at=timezone.now())
    return next(iter(enterprise_tiles(slug=brand.slug)), None)


def _product(slug: str) -> Any:
    return (
        Product.objects.published()
        .filter(slug=slug)
        .select_related("category")
        .prefetch_related(
            "images",
            "collections",  # discounts ask for them
            Prefetch("collections", enterprises(), to_attr="enterprise_brands"),
            Prefetch("attributes", _visible(AssignedProductAttribute)),
            Prefetch(
                "variants",
                ProductVariant.objects.prefetch_related(
                    Prefetch("attributes", _visible(AssignedVariantAttribute))
                ),
            ),
        )
        .first()
    )


def _visible(assignments: Any) -> Any:
    return (
        assignments.objects.filter(assignment__attribute__visible_in_storefront=True)
        .order_by("assignment__attribute__storefront_search_position", "pk")
        .select_related("assignment__attribute")
        .prefetch_related("values")
    )


def _choices(product: Any, discounts: Iterable[Any]) -> list[Choice]:
    left = stock_left(product.variants.all())
    choices = [
        Choice(
            variant_id=variant.pk,
            sku=variant.sku,
            name=variant.name or variant.sku,
            price=variant.get_price(discounts).amount,
            left=left[variant.pk],
            is_available=left[variant.pk] != 0,
            facts=_facts(variant.attributes.all()),
        )
        for variant in product.variants.all()
    ]
    return sorted(choices, key=lambda choice: choice.price)


def _facts(assigned: Iterable[Any]) -> list[Fact]:
    facts = []
    for each in assigned:
        names = [value.name for value in each.values.all()]
        if names and each.assignment.attribute.slug not in _SHOWN_ELSEWHERE:
            facts.append(Fact(label=each.assignment.attribute.name, value="、".join(names)))
    return facts


def _pictures(product: Any) -> list[Picture]:
    images: Sequence[Any] = list(product.images.all()) or [None]
    return [square_picture(image, widths=GALLERY_WIDTHS, alt=product.name) for image in images]


def _path(category: Category | None) -> list[Category]:
    return list(category.get_ancestors(include_self=True)) if category else []


def _related(product: Any, brand: Any, *, limit: int) -> list[GoodsCard]:
    """The same enterprise's goods, then others of the trade."""
    of_brand = Q(pk__in=goods_on_shelf().filter(collections=brand).values("pk"))
    of_trade = Q(category__isnull=False, category__tree_id=getattr(product.category, "tree_id", 0))
    others = (
        Product.objects.published()
        .filter(of_brand | of_trade if brand else of_trade)
        .exclude(pk=product.pk)
        .order_by(Case(When(of_brand, then=0), default=1), "category__lft", "pk")
    )
    return cards_of(others[:limit])
