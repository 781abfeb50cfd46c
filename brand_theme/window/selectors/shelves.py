"""Trades, enterprise brands and pages of text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.html import strip_tags
from saleor.page.models import Page
from saleor.product.models import AttributeValue, Category, Collection, Product

from brand_theme.window.pictures import Picture, banner_picture, mark_picture
from brand_theme.window.selectors.cards import ORIGIN, enterprises, goods_on_shelf


@dataclass(frozen=True, kw_only=True)
class TradeShelf:
    """A branch of the category tree. `count` is of published goods below it."""

    slug: str
    name: str
    description: str
    count: int
    banner: Picture | None


@dataclass(frozen=True, kw_only=True)
class EnterpriseTile:
    """One of the N. `kind` says what sort of business, `town` where."""

    slug: str
    name: str
    kind: str
    town: str
    story: str
    count: int
    mark: Picture | None


@dataclass(frozen=True, kw_only=True)
class TextPage:
    title: str
    paragraphs: list[str]


def trades() -> list[TradeShelf]:
    """Trades that have goods, in the order of the tree."""
    counts = dict(
        Product.objects.published()
        .order_by()
        .values_list("category__tree_id")
        .annotate(count=Count("pk"))
    )
    return [
        _trade(root, count=counts[root.tree_id], banner_of=root)
        for root in Category.objects.filter(level=0).order_by("tree_id")
        if root.tree_id in counts
    ]


def trade_of(category: Category) -> TradeShelf:
    """A trade or a branch of one, under the banner of the nearest that has one."""
    family = list(category.get_ancestors(ascending=True, include_self=True))
    banner_of = next((each for each in family if each.background_image), category)
    return _trade(category, count=goods_of_trade(category).count(), banner_of=banner_of)


def branches_of(category: Category) -> list[Category]:
    """The root of the category's tree and its children: the chips above the goods."""
    return list(Category.objects.filter(tree_id=category.tree_id, level__lte=1).order_by("lft"))


def branches_named(slug: str) -> list[TradeShelf]:
    """The trade of this branch and its branches that have goods; empty for an unknown slug."""
    category = Category.objects.filter(slug=slug).first()
    if category is None:
        return []
    family = branches_of(category)
    counts = dict(
        Product.objects.published()
        .filter(category__tree_id=category.tree_id)
        .order_by()
        .values_list("category")
        .annotate(count=Count("pk"))
    )
    shelves = [_trade(each, count=counts.get(each.pk, 0), banner_of=family[0]) for each in family]
    whole = replace(shelves[0], count=sum(counts.values()))
    return [whole, *(shelf for shelf in shelves[1:] if shelf.count)]


def goods_of_trade(category: Category) -> QuerySet[Product]:
    return goods_on_shelf().filter(
        category__tree_id=category.tree_id,
        category__lft__gte=category.lft,
        category__rght__lte=category.rght,
    )


def enterprise_tiles(*, slug: str | None = None) -> list[EnterpriseTile]:
    """The enterprise brands that have goods to sell, or the one of `slug`."""
    towns = dict(AttributeValue.objects.filter(attribute__slug=ORIGIN).values_list("slug", "name"))
    found = enterprises().annotate(
        goods_count=Count("products", filter=Q(products__in=Product.objects.published()))
    )
    chosen: dict[str, Any] = {"slug": slug} if slug else {"goods_count__gt": 0}
    return [_tile(brand, towns) for brand in found.filter(**chosen)]


def collection_name(*, slug: str) -> str:
    """Return the name of a published collection, or ""."""
    return (
        Collection.objects.published().filter(slug=slug).values_list("name", flat=True).first()
        or ""
    )


def text_page(*, slug: str) -> TextPage | None:
    page = Page.objects.published().filter(slug=slug).first()
    if page is None:
        return None
    return TextPage(
        title=page.title, paragraphs=paragraphs_of(page.content_json, html=page.content)
    )


def paragraphs_of(draft: Any, *, html: str) -> list[str]:
    """Plain paragraphs of a text the dashboard's editor wrote; markup is left behind.

    `html` is what older texts have instead of the editor's blocks.
    """
    blocks = (draft or {}).get("blocks", ())
    texts = [block.get("text", "").strip() for block in blocks] or [strip_tags(html).strip()]
    return [text for text in texts if text]


def _trade(category: Any, *, count: int, banner_of: Any) -> TradeShelf:
    return TradeShelf(
        slug=category.slug,
        name=category.name,
        description=strip_tags(category.description),
        count=count,
        banner=banner_picture(banner_of.background_image, alt=banner_of.name),
    )


def _tile(brand: Any, towns: dict[str, str]) -> EnterpriseTile:
    facts = brand.metadata or {}
    return EnterpriseTile(
        slug=brand.slug,
        name=brand.name,
        kind=facts.get("enterprise_kind", ""),
        town=towns.get(facts.get("town", ""), ""),
        story=strip_tags(brand.description),
        count=brand.goods_count,
        mark=mark_picture(brand.background_image, alt=brand.name),
    )
