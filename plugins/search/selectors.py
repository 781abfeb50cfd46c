"""Reads of the search index.

`search_products` and `suggestions` are all that callers know of the engine:
another engine would answer the same two questions with the same types.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from saleor.product.models import AttributeValue, Category, Product

from plugins.search.models import SearchTerm
from plugins.search.rules.ranking import Candidate, rank
from plugins.search.rules.suggesting import suggest
from plugins.search.rules.terms import Term
from plugins.search.rules.text import Query, Word

#: Attributes of the catalogue that say where a product is from and who makes it.
TOWN_ATTRIBUTE = "origin-town"
ENTERPRISE_ATTRIBUTE = "enterprise"

#: Most terms that are weighed for one query; the heaviest are kept.
MOST_CANDIDATES = 5000
MOST_SUGGESTIBLE = 500


@dataclass(frozen=True)
class Found:
    """One page of products by id, best first, and how many there are in all."""

    product_ids: tuple[int, ...] = ()
    total: int = 0

    def has_more(self, *, skip: int) -> bool:
        return skip + len(self.product_ids) < self.total


def search_products(
    *,
    query: str,
    first: int,
    skip: int = 0,
    town: str | None = None,
    category: str | None = None,
) -> Found:
    """Return the published products that a query finds, in one database query.

    Args:
        query: what was typed; anything, of any length.
        first, skip: the page, in products.
        town: slug or name of the town of origin.
        category: slug of a category; those below it are included.
    """
    understood = Query.read(query)
    if not understood.words:
        return Found()
    terms = SearchTerm.objects.filter(
        _may_match(understood.every_word), product__in=_products(town=town, category=category)
    )
    rows = terms.order_by("-weight", "pk").values_list("product_id", "term", "kind", "weight")
    ranked = rank(
        understood,
        [
            Candidate(product_id=product_id, term=term, kind=kind, weight=weight)
            for product_id, term, kind, weight in rows[:MOST_CANDIDATES]
        ],
    )
    start = max(skip, 0)
    return Found(product_ids=tuple(ranked[start : start + max(first, 0)]), total=len(ranked))


def suggestions(*, prefix: str, limit: int) -> list[str]:
    """Return up to `limit` texts that a half-typed query may be meant to become."""
    word = Query.read(prefix).whole
    if not word.text:
        return []
    terms = SearchTerm.objects.filter(_longer(word), weight__gt=0, product__in=_products())
    rows = terms.values("term", "kind", "weight", "label").distinct()
    offered = rows.order_by("-weight", "term", "kind", "label")[:MOST_SUGGESTIBLE]
    return suggest(word, [Term(**row) for row in offered], limit=limit)


def products_in_order(product_ids: Collection[int]) -> list[Product]:
    """Return the products in the given order, without those withdrawn meanwhile."""
    products = Product.objects.published().in_bulk(product_ids)
    return [products[product_id] for product_id in product_ids if product_id in products]


def _products(*, town: str | None = None, category: str | None = None) -> QuerySet[Product]:
    products = Product.objects.published()
    if town:
        values = AttributeValue.objects.filter(
            Q(slug=town) | Q(name=town), attribute__slug=TOWN_ATTRIBUTE
        )
        products = products.filter(attributes__values__in=values)
    if category:
        chosen = Category.objects.filter(
            slug=category,
            tree_id=OuterRef("tree_id"),
            lft__lte=OuterRef("lft"),
            rght__gte=OuterRef("rght"),
        )
        products = products.filter(category__in=Category.objects.filter(Exists(chosen)))
    return products.values("pk")


def _may_match(words: Iterable[Word]) -> Q:
    """Every term that `rank` could count; it decides, this only narrows."""
    wanted = Q()
    for word in words:
        wanted |= Q(term__in=word.pieces | {word.sound}) | _longer(word)
        if word.is_long_enough_to_mistype:
            wanted |= Q(term__trigram_similar=word.text) | Q(term__trigram_similar=word.sound)
    return wanted


def _longer(word: Word) -> Q:
    """Terms that have the word in them, or, for few Latin letters, before them."""
    if word.is_sought_inside:
        return Q(term__contains=word.text)
    return Q(term__startswith=word.text)
