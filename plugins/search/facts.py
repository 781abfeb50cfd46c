"""Reads of the catalogue: what there is to find a product by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from saleor.product.models import AttributeValue, Category, CollectionProduct, Product

from plugins.search.rules.terms import ProductFacts
from plugins.search.selectors import ENTERPRISE_ATTRIBUTE, TOWN_ATTRIBUTE
from plugins.search.synonyms import synonyms_by_slug


@dataclass(frozen=True)
class _CategoryRow:
    name: str
    parent_id: int | None


def facts_of(products: Collection[Product]) -> dict[int, ProductFacts]:
    """Return the facts of each product by id, in four database queries for all of them."""
    ids = [product.pk for product in products]
    categories: dict[int | None, _CategoryRow] = {
        pk: _CategoryRow(name, parent_id)
        for pk, name, parent_id in Category.objects.values_list("pk", "name", "parent_id")
    }
    towns = _attribute_names(TOWN_ATTRIBUTE, ids)
    enterprises = _attribute_names(ENTERPRISE_ATTRIBUTE, ids)
    collections = _grouped(
        CollectionProduct.objects.filter(product__in=ids)
        .order_by("pk")
        .values_list("product_id", "collection__name")
    )
    synonyms = synonyms_by_slug()
    return {
        product.pk: ProductFacts(
            name=product.name,
            categories=tuple(_line_of(product.category_id, categories)),
            towns=towns.get(product.pk, ()),
            enterprises=enterprises.get(product.pk, ()),
            collections=collections.get(product.pk, ()),
            synonyms=synonyms.get(product.slug, ()),
        )
        for product in products
    }


def _attribute_names(attribute: str, product_ids: list[int]) -> dict[int, tuple[str, ...]]:
    values = AttributeValue.objects.filter(
        attribute__slug=attribute, assignedproductattribute__product__in=product_ids
    )
    return _grouped(values.order_by("pk").values_list("assignedproductattribute__product", "name"))


def _grouped(rows: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    names: dict[int, list[str]] = defaultdict(list)
    for product_id, name in rows:
        names[product_id].append(name)
    return {product_id: tuple(found) for product_id, found in names.items()}


def _line_of(category_id: int | None, categories: dict[int | None, _CategoryRow]) -> Iterator[str]:
    """Names of a category and of those above it, nearest first."""
    category = categories.get(category_id)
    while category is not None:
        yield category.name
        category = categories.get(category.parent_id)
