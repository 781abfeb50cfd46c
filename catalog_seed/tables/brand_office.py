"""The brand office's demonstration files: classes of goods, enterprises, and cases.

Kept apart from the catalogue: a shop may load its goods and leave these out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, get_args, get_type_hints

from .cells import Filled, Slug, Slugs, Whole, YesNo
from .problems import Problem, SeedInvalid
from .reading import rows_of
from .rows import Row

Kind = Literal["company", "individual", "cooperative", "household"]


class GoodsClass(Row):
    """A class of goods; `categories` of the catalogue belong to it.

    `sc_class` is the class in the numbers of food production licences, if any.
    """

    slug: Slug
    name: Filled
    categories: Slugs
    proof_need: Literal["none", "prepackaged", "workshop", "food_production"]
    needs_report: YesNo
    sc_class: str
    standard: Filled


class EnterpriseFile(Row):
    """Who stands behind an enterprise brand of `enterprises`: invented, as those are."""

    key = ("enterprise",)

    enterprise: Slug
    legal_name: Filled
    kind: Kind
    credit_code: str
    serial: Whole


class DemoCase(Row):
    """An enterprise without goods whose case stands at `state`, for the office to look at."""

    slug: Slug
    name: Filled
    town: Slug
    kind: Kind
    goods_class: Slug
    state: Slug
    credit_code: str
    serial: Whole


@dataclass(frozen=True, kw_only=True)
class BrandOffice:
    goods_classes: tuple[GoodsClass, ...]
    enterprise_files: tuple[EnterpriseFile, ...]
    demo_cases: tuple[DemoCase, ...]


def brand_office_from(folder: Path) -> BrandOffice:
    """Read the three files.

    Raises:
        SeedInvalid: with every problem of every file.
    """
    tables: dict[str, tuple[Row, ...]] = {}
    problems: list[Problem] = []
    hints = get_type_hints(BrandOffice)
    for table in fields(BrandOffice):
        read, wrong = rows_of(folder / f"{table.name}.csv", get_args(hints[table.name])[0])
        tables[table.name] = tuple(read)
        problems.extend(wrong)
    if problems:
        raise SeedInvalid(problems)
    return BrandOffice(**tables)  # type: ignore[arg-type]
