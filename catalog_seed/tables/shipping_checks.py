"""Checks of the delivery prices: every province, every weight, once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from plugins.shipping_rules.public import PROVINCES

from .problems import Problem

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .rows import ShippingMethod

GRAM = Decimal("0.001")


def shipping_problems(catalogue: Catalogue) -> Iterator[Problem]:
    yield from _provinces(catalogue)
    yield from _brackets(catalogue)


def _provinces(catalogue: Catalogue) -> Iterator[Problem]:
    for row in catalogue.province_groups:
        if row.province not in PROVINCES:
            yield Problem(
                file="province_groups.csv",
                row=row.line,
                column="province",
                code="PROVINCE_UNKNOWN",
                params={"value": row.province},
            )
    missing = set(PROVINCES) - {row.province for row in catalogue.province_groups}
    if missing:
        yield Problem(
            file="province_groups.csv",
            column="province",
            code="PROVINCES_MISSING",
            params={"value": "、".join(sorted(missing))},
        )


def _brackets(catalogue: Catalogue) -> Iterator[Problem]:
    ladders: dict[tuple[str, bool], list[ShippingMethod]] = {}
    for method in catalogue.shipping_methods:
        if method.weight_from_kg > method.weight_to_kg:
            yield _wrong(method, "RANGE_REVERSED")
        if method.is_by_weight:
            ladders.setdefault((method.group, method.cold_chain), []).append(method)
    for ladder in ladders.values():
        begins = Decimal(0)
        for method in sorted(ladder, key=lambda each: each.bracket):
            if method.weight_from_kg != begins:
                yield _wrong(method, "WEIGHT_GAP")
            begins = method.weight_to_kg + GRAM


def _wrong(method: ShippingMethod, code: str) -> Problem:
    return Problem(file="shipping_methods.csv", row=method.line, column="weight_from_kg", code=code)
