"""Checks across files: what one row says of another must be true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from difflib import get_close_matches
from typing import TYPE_CHECKING

from .problems import Problem
from .rows import Row

if TYPE_CHECKING:
    from .catalogue import Catalogue

# table, column → table, column: the cell (or each item of it) must exist there.
REFERENCES: tuple[tuple[str, str, str, str], ...] = (
    ("warehouses", "town", "towns", "slug"),
    ("attributes", "trades", "trades", "slug"),
    ("attribute_values", "attribute", "attributes", "slug"),
    ("categories", "banner", "trades", "slug"),
    ("enterprises", "town", "towns", "slug"),
    ("products", "trade", "trades", "slug"),
    ("products", "category", "categories", "slug"),
    ("products", "enterprise", "enterprises", "slug"),
    ("products", "town", "towns", "slug"),
    ("variants", "product", "products", "slug"),
    ("stocks", "sku", "variants", "sku"),
    ("stocks", "warehouse", "warehouses", "slug"),
    ("shipping_methods", "group", "province_groups", "group"),
    ("synonyms", "slugs", "products", "slug"),
)
MENU_TARGETS = {
    "category": ("categories",),
    "collection": ("collections", "enterprises"),
    "page": ("pages",),
}


def reference_problems(catalogue: Catalogue) -> Iterator[Problem]:
    yield from _duplicates(catalogue)
    yield from _unknown_references(catalogue)
    yield from _unknown_parents(catalogue)
    yield from _unknown_menu_targets(catalogue)
    yield from _regional_brands(catalogue)
    yield from _idle_enterprises(catalogue)


def unknown(
    *, file: str, row: Row, column: str, value: str, target: str, known: set[str]
) -> Problem:
    """A `REFERENCE_UNKNOWN` that suggests what may have been meant."""
    near = get_close_matches(value, sorted(known), n=3, cutoff=0.5) or sorted(known)[:3]
    return Problem(
        file=f"{file}.csv",
        row=row.line,
        column=column,
        code="REFERENCE_UNKNOWN",
        params={"value": value, "target": f"{target}.csv", "near": ", ".join(near)},
    )


def _duplicates(catalogue: Catalogue) -> Iterator[Problem]:
    for table in fields(catalogue):
        seen: dict[str, int] = {}
        for row in getattr(catalogue, table.name):
            first = seen.setdefault(row.identity, row.line)
            if first != row.line:
                yield Problem(
                    file=f"{table.name}.csv",
                    row=row.line,
                    column=", ".join(row.key),
                    code="DUPLICATE",
                    params={"value": row.identity, "first": first},
                )


def _unknown_references(catalogue: Catalogue) -> Iterator[Problem]:
    for file, column, target, target_column in REFERENCES:
        known = {getattr(row, target_column) for row in getattr(catalogue, target)}
        for row in getattr(catalogue, file):
            for value in _values(row, column):
                if value not in known:
                    yield unknown(
                        file=file, row=row, column=column, value=value, target=target, known=known
                    )


def _values(row: Row, column: str) -> list[str]:
    cell = getattr(row, column)
    cells = cell if isinstance(cell, tuple) else (cell,)
    return [value for value in cells if value not in (None, "*")]


def _unknown_parents(catalogue: Catalogue) -> Iterator[Problem]:
    """Parents stand above their children, so that no circle is possible."""
    for file, name in (("categories", "slug"), ("menu_items", "key_name")):
        above: set[str] = set()
        for row in getattr(catalogue, file):
            if row.parent is not None and row.parent not in above:
                yield Problem(
                    file=f"{file}.csv",
                    row=row.line,
                    column="parent",
                    code="PARENT_NOT_ABOVE",
                    params={"value": row.parent},
                )
            above.add(getattr(row, name))


def _unknown_menu_targets(catalogue: Catalogue) -> Iterator[Problem]:
    for row in catalogue.menu_items:
        if row.kind == "none":
            continue
        tables = MENU_TARGETS[row.kind]
        known = {target.slug for table in tables for target in getattr(catalogue, table)}
        if row.target not in known:
            yield unknown(
                file="menu_items",
                row=row,
                column="target",
                value=row.target or "",
                target=tables[0],
                known=known,
            )


def _regional_brands(catalogue: Catalogue) -> Iterator[Problem]:
    count = sum(row.kind == "regional" for row in catalogue.collections)
    if count != 1:
        yield Problem(
            file="collections.csv",
            column="kind",
            code="REGIONAL_BRAND_COUNT",
            params={"count": count},
        )


def _idle_enterprises(catalogue: Catalogue) -> Iterator[Problem]:
    busy = {product.enterprise for product in catalogue.products}
    for row in catalogue.enterprises:
        if row.slug not in busy:
            yield Problem(
                file="enterprises.csv",
                row=row.line,
                column="slug",
                code="ENTERPRISE_WITHOUT_PRODUCT",
            )
