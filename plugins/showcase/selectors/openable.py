"""What buyers can open at an instant: each kind answers for all its slugs in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from saleor.page.models import Page
from saleor.product.models import AttributeValue, Category, Product
from saleor.product.models import Collection as Shelf

from plugins.brand.public import Enterprise
from plugins.showcase.models import Card
from plugins.showcase.rules.cards import Opens, is_season

#: Attributes of the catalogue that lists can be narrowed by.
TOWN_ATTRIBUTE = "origin-town"
CERTIFICATION_ATTRIBUTE = "certification"


def openable_among(cards: Iterable[Card]) -> set[int]:
    """Return the primary keys of cards whose target buyers can open now.

    At most one query for each kind, however many cards there are. Goods that may not
    be sold are not published, so their card closes with them.
    """
    by_kind: dict[Opens, list[Card]] = defaultdict(list)
    for card in cards:
        by_kind[Opens(card.opens)].append(card)
    found = set()
    for kind, some in by_kind.items():
        open_slugs = slugs_open(kind, {card.target for card in some})
        found |= {card.pk for card in some if card.target in open_slugs}
    return found


def slugs_open(kind: Opens, slugs: Collection[str]) -> set[str]:
    """Return those of the slugs that name something buyers can open now."""
    if kind is Opens.SEASON:
        return {slug for slug in slugs if is_season(slug)}
    return set(targets(kind).filter(slug__in=slugs).values_list("slug", flat=True))


def names_of(cards: Iterable[Card]) -> dict[int, str]:
    """Return what the targets of cards are called, by the cards' keys; unnamed ones are left out.

    At most one query for each kind, however many cards there are.
    """
    by_kind: dict[Opens, list[Card]] = defaultdict(list)
    for card in cards:
        by_kind[Opens(card.opens)].append(card)
    found: dict[int, str] = {}
    for kind, some in by_kind.items():
        if kind is Opens.SEASON:
            continue
        rows = targets(kind).filter(slug__in={card.target for card in some})
        names = {row.slug: str(getattr(row, "name", "") or row.title) for row in rows}
        found |= {card.pk: names[card.target] for card in some if card.target in names}
    return found


def targets(kind: Opens) -> QuerySet[Any]:
    """Everything of a kind that buyers can open now; rows have a slug and a name or title."""
    return _TARGETS[kind]()


def _products() -> QuerySet[Any]:
    return Product.objects.published().order_by()


def _trades() -> QuerySet[Any]:
    below = Product.objects.published().filter(
        category__tree_id=OuterRef("tree_id"),
        category__lft__gte=OuterRef("lft"),
        category__rght__lte=OuterRef("rght"),
    )
    return Category.objects.filter(Exists(below.order_by())).order_by()


def _collections() -> QuerySet[Any]:
    goods = Product.objects.published().filter(collections=OuterRef("pk"))
    return Shelf.objects.published().filter(Exists(goods.order_by())).order_by()


def _enterprises() -> QuerySet[Any]:
    suspended = Enterprise.objects.filter(suspended_at__isnull=False).values("slug")
    return _collections().filter(metadata__kind="enterprise").exclude(slug__in=suspended)


def _values_of(attribute: str) -> Callable[[], QuerySet[Any]]:
    def values() -> QuerySet[Any]:
        goods = Product.objects.published().filter(attributes__values=OuterRef("pk"))
        return AttributeValue.objects.filter(
            Exists(goods.order_by()), attribute__slug=attribute
        ).order_by()

    return values


def _texts() -> QuerySet[Any]:
    return Page.objects.published().order_by()


_TARGETS: Mapping[Opens, Callable[[], QuerySet[Any]]] = {
    Opens.PRODUCT: _products,
    Opens.TRADE: _trades,
    Opens.ENTERPRISE: _enterprises,
    Opens.COLLECTION: _collections,
    Opens.TOWN: _values_of(TOWN_ATTRIBUTE),
    Opens.CERTIFICATION: _values_of(CERTIFICATION_ATTRIBUTE),
    Opens.TEXT: _texts,
}
