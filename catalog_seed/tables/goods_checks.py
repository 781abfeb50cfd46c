"""Checks of products, variants and stock against each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from catalog_seed.rules import attribute_cells, variant_attribute_cells

from .problems import Problem
from .references import unknown

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .rows import Attribute, Product, Variant


def goods_problems(catalogue: Catalogue) -> Iterator[Problem]:
    yield from _product_attributes(catalogue)
    yield from _variant_attributes(catalogue)
    yield from _sku_prefixes(catalogue)
    yield from _variants(catalogue)
    yield from _stocks(catalogue)


def _values_by_attribute(catalogue: Catalogue) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {row.slug: set() for row in catalogue.attributes}
    for value in catalogue.attribute_values:
        values.setdefault(value.attribute, set()).add(value.slug)
    return values


def _product_attributes(catalogue: Catalogue) -> Iterator[Problem]:
    attributes = {row.slug: row for row in catalogue.attributes}
    values = _values_by_attribute(catalogue)
    for product in catalogue.products:
        for column, attribute, value in attribute_cells(product):
            if not _is_for(attributes.get(attribute), product):
                yield Problem(
                    file="products.csv",
                    row=product.line,
                    column=column,
                    code="ATTRIBUTE_NOT_FOR_TRADE",
                    params={"trade": product.trade, "attribute": attribute},
                )
            elif value not in values[attribute]:
                yield unknown(
                    file="products",
                    row=product,
                    column=column,
                    value=value,
                    target="attribute_values",
                    known=values[attribute],
                )


def _is_for(attribute: Attribute | None, product: Product) -> bool:
    return (
        attribute is not None and attribute.level == "product" and attribute.is_for(product.trade)
    )


def _variant_attributes(catalogue: Catalogue) -> Iterator[Problem]:
    values = _values_by_attribute(catalogue)
    for variant in catalogue.variants:
        for column, attribute, value in variant_attribute_cells(variant):
            known = values.get(attribute, set())
            if value not in known:
                yield unknown(
                    file="variants",
                    row=variant,
                    column=column,
                    value=value,
                    target="attribute_values",
                    known=known,
                )


def _sku_prefixes(catalogue: Catalogue) -> Iterator[Problem]:
    prefixes = {trade.slug: trade.sku_prefix for trade in catalogue.trades}
    trades = {product.slug: product.trade for product in catalogue.products}
    for variant in catalogue.variants:
        prefix = prefixes.get(trades.get(variant.product, ""), "")
        if not variant.sku.startswith(prefix):
            yield Problem(
                file="variants.csv",
                row=variant.line,
                column="sku",
                code="PREFIX_WRONG",
                params={"prefix": prefix},
            )


def _variants(catalogue: Catalogue) -> Iterator[Problem]:
    for product in catalogue.products:
        variants = catalogue.variants_by_product.get(product.slug, [])
        if not variants:
            yield Problem(
                file="products.csv",
                row=product.line,
                column="slug",
                code="PRODUCT_WITHOUT_VARIANT",
            )
            continue
        yield from _price_range(product, variants[0])
        yield from _order(variants)
        yield from _twins(variants)


def _price_range(product: Product, first: Variant) -> Iterator[Problem]:
    if product.price_low > product.price_high:
        yield Problem(
            file="products.csv", row=product.line, column="price_low", code="RANGE_REVERSED"
        )
    elif not product.price_low <= first.price <= product.price_high:
        bounds = {"low": product.price_low, "high": product.price_high}
        yield _of_variant(first, "price", "PRICE_OUT_OF_RANGE", value=first.price, **bounds)


def _order(variants: list[Variant]) -> Iterator[Problem]:
    """The engine lists variants by SKU; the first one is what a buyer sees first."""
    for above, variant in pairwise(variants):
        if variant.sku < above.sku:
            yield _of_variant(variant, "sku", "SKU_ORDER", value=above.sku)


def _twins(variants: list[Variant]) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], str] = {}
    for variant in variants:
        choice = (variant.net_content, variant.package, variant.grade)
        twin = seen.setdefault(choice, variant.sku)
        if twin != variant.sku:
            columns = "net_content, package, grade"
            yield _of_variant(variant, columns, "VARIANT_NOT_DISTINCT", value=twin)


def _of_variant(variant: Variant, column: str, code: str, **params: Any) -> Problem:
    return Problem(file="variants.csv", row=variant.line, column=column, code=code, params=params)


def _stocks(catalogue: Catalogue) -> Iterator[Problem]:
    stocked = {stock.sku for stock in catalogue.stocks}
    for variant in catalogue.variants:
        if variant.sku not in stocked:
            yield Problem(
                file="variants.csv", row=variant.line, column="sku", code="VARIANT_WITHOUT_STOCK"
            )
