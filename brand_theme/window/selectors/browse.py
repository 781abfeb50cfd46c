"""Looking for goods: what was typed, what was ticked, and what there is to tick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from django.db.models import Case, Count, Exists, OuterRef, QuerySet, When
from saleor.product.models import AssignedProductAttribute, Category, Product

from brand_theme.window.rules import season_months
from brand_theme.window.selectors.cards import (
    CERTIFICATION,
    ORIGIN,
    SEASON,
    GoodsCard,
    cards_of,
    enterprises,
    goods_on_shelf,
)
from brand_theme.window.selectors.shelves import goods_of_trade
from plugins.kernel.money import from_fen
from plugins.search.public import search_products

#: Most goods that one search ranks; far more than a regional brand has.
MOST_RANKED = 2000


class Sort(Enum):
    """In which order; `SHELF` is best match first when something was typed."""

    SHELF = "shelf"
    NEWEST = "newest"
    PRICE_UP = "price_up"
    PRICE_DOWN = "price_down"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a buyer looks for. Slugs, a month from 1 to 12, prices in fen; empty means any."""

    query: str = ""
    trade: str = ""
    town: str = ""
    month: int | None = None
    certification: str = ""
    enterprise: str = ""
    collection: str = ""
    lowest_fen: int | None = None
    highest_fen: int | None = None
    sort: Sort = Sort.SHELF


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One thing to tick, and how many goods it leaves of those searched."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Ticks:
    towns: list[Tick]
    certifications: list[Tick]
    enterprises: list[Tick]
    months: list[int]


def goods_found(wish: Wish, *, first: int, skip: int) -> tuple[list[GoodsCard], int]:
    """Return one page of cards and how many goods there are in all."""
    ranked = _ranked(wish)
    found = _ticked(_searched(wish, ranked), wish)
    page = list(_sorted(found, wish, ranked).values_list("pk", flat=True)[skip : skip + first])
    return cards_by_id(page), found.order_by().count()


def ticks_for(wish: Wish) -> Ticks:
    """Return what can be ticked for the query, trade and collection, whatever is ticked already."""
    broad = Wish(query=wish.query, trade=wish.trade, collection=wish.collection)
    goods = _searched(broad, _ranked(broad)).order_by()
    rows = AssignedProductAttribute.objects.filter(
        product__in=goods.values("pk"),
        assignment__attribute__slug__in=(ORIGIN, CERTIFICATION, SEASON),
    ).values_list("assignment__attribute__slug", "values__slug", "values__name")
    counted: dict[str, Counter[tuple[str, str]]] = {}
    for attribute, slug, name in rows:
        if slug:
            counted.setdefault(attribute, Counter())[slug, name] += 1
    brands = (
        enterprises()
        .filter(products__in=goods.values("pk"))
        .annotate(goods=Count("products"))
        .values_list("slug", "name", "goods")
    )
    months = season_months(slug for slug, _name in counted.get(SEASON, ()))
    return Ticks(
        towns=_ticks(counted.get(ORIGIN, Counter())),
        certifications=_ticks(counted.get(CERTIFICATION, Counter())),
        enterprises=[Tick(slug=slug, name=name, count=count) for slug, name, count in brands],
        months=sorted(months),
    )


def cards_by_id(ids: Sequence[int]) -> list[GoodsCard]:
    """Return the cards of these products in this order, without those withdrawn."""
    if not ids:
        return []
    place = Case(*(When(pk=pk, then=index) for index, pk in enumerate(ids)))
    return cards_of(Product.objects.published().filter(pk__in=ids).order_by(place))


def _ranked(wish: Wish) -> tuple[int, ...] | None:
    """Products that the typed words find, best first; None when nothing was typed."""
    if not wish.query.strip():
        return None
    return search_products(query=wish.query, first=MOST_RANKED).product_ids


def _searched(wish: Wish, ranked: tuple[int, ...] | None) -> QuerySet[Product]:
    goods = goods_on_shelf()
    if wish.trade:
        trade = Category.objects.filter(slug=wish.trade).first()
        goods = goods_of_trade(trade) if trade else goods.none()
    if wish.collection:
        goods = goods.filter(collections__slug=wish.collection)
    return goods if ranked is None else goods.filter(pk__in=ranked)


def _ticked(goods: QuerySet[Product], wish: Wish) -> QuerySet[Product]:
    if wish.town:
        goods = goods.filter(_having(ORIGIN, [wish.town]))
    if wish.month:
        goods = goods.filter(_having(SEASON, [f"m{wish.month:02}", "all-year"]))
    if wish.certification:
        goods = goods.filter(_having(CERTIFICATION, [wish.certification]))
    if wish.enterprise:
        goods = goods.filter(collections__slug=wish.enterprise)
    if wish.lowest_fen is not None:
        goods = goods.filter(minimal_variant_price_amount__gte=from_fen(wish.lowest_fen))
    if wish.highest_fen is not None:
        goods = goods.filter(minimal_variant_price_amount__lte=from_fen(wish.highest_fen))
    return goods


def _having(attribute: str, values: Iterable[str]) -> Exists:
    return Exists(
        AssignedProductAttribute.objects.filter(
            product=OuterRef("pk"),
            assignment__attribute__slug=attribute,
            values__slug__in=list(values),
        )
    )


def _sorted(
    goods: QuerySet[Product], wish: Wish, ranked: tuple[int, ...] | None
) -> QuerySet[Product]:
    if wish.sort is Sort.PRICE_UP:
        return goods.order_by("minimal_variant_price_amount", "pk")
    if wish.sort is Sort.PRICE_DOWN:
        return goods.order_by("-minimal_variant_price_amount", "pk")
    if wish.sort is Sort.NEWEST:
        return goods.order_by("-pk")
    if ranked:
        place = Case(*(When(pk=pk, then=index) for index, pk in enumerate(ranked)))
        return goods.order_by(place)
    return goods


def _ticks(counted: Counter[tuple[str, str]]) -> list[Tick]:
    return [
        Tick(slug=slug, name=name, count=count)
        for (slug, name), count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]
