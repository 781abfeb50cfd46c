"""The whole catalogue as checked data."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import get_args, get_type_hints

from . import rows
from .goods_checks import goods_problems
from .problems import Problem, SeedInvalid
from .reading import rows_of
from .references import reference_problems
from .shipping_checks import shipping_problems

DATA_DIR = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Every table, checked by itself and against the others.

    A field's name is its file's name; its rows stand in the file's order.
    """

    shop: tuple[rows.Shop, ...]
    towns: tuple[rows.Town, ...]
    warehouses: tuple[rows.Warehouse, ...]
    trades: tuple[rows.Trade, ...]
    attributes: tuple[rows.Attribute, ...]
    attribute_values: tuple[rows.AttributeValue, ...]
    categories: tuple[rows.Category, ...]
    enterprises: tuple[rows.Enterprise, ...]
    products: tuple[rows.Product, ...]
    variants: tuple[rows.Variant, ...]
    stocks: tuple[rows.Stock, ...]
    collections: tuple[rows.Collection, ...]
    province_groups: tuple[rows.ProvinceGroup, ...]
    shipping_methods: tuple[rows.ShippingMethod, ...]
    pages: tuple[rows.Page, ...]
    menu_items: tuple[rows.MenuItem, ...]
    targets: tuple[rows.Target, ...]
    synonyms: tuple[rows.Synonym, ...]

    @cached_property
    def variants_by_product(self) -> dict[str, list[rows.Variant]]:
        grouped: dict[str, list[rows.Variant]] = {}
        for variant in self.variants:
            grouped.setdefault(variant.product, []).append(variant)
        return grouped

    @cached_property
    def provinces_by_group(self) -> dict[str, list[str]]:
        grouped: dict[str, list[str]] = {}
        for row in self.province_groups:
            grouped.setdefault(row.group, []).append(row.province)
        return grouped

    @property
    def size(self) -> int:
        """Rows in all files together."""
        return sum(len(getattr(self, table.name)) for table in fields(self))


def catalogue_from(folder: Path = DATA_DIR) -> Catalogue:
    """Read and check every file of `folder`.

    Raises:
        SeedInvalid: with every problem of every file. References are checked
            once all cells are readable, else one bad cell would report many.
    """
    tables: dict[str, tuple[rows.Row, ...]] = {}
    problems: list[Problem] = []
    for name, kind in table_kinds().items():
        read, wrong = rows_of(folder / f"{name}.csv", kind)
        tables[name] = tuple(read)
        problems.extend(wrong)
    if problems:
        raise SeedInvalid(problems)
    catalogue = Catalogue(**tables)  # type: ignore[arg-type]
    checks = (reference_problems, goods_problems, shipping_problems)
    problems = [problem for check in checks for problem in check(catalogue)]
    if problems:
        raise SeedInvalid(problems)
    return catalogue


def table_kinds() -> dict[str, type[rows.Row]]:
    """Table name to the class of its rows, in the order they are declared."""
    hints = get_type_hints(Catalogue)
    return {table.name: get_args(hints[table.name])[0] for table in fields(Catalogue)}
