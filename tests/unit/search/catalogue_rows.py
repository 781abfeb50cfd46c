"""The real specialities, as the tables of the catalogue have them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "catalog_seed" / "data"


@dataclass(frozen=True)
class Speciality:
    slug: str
    name: str
    category: str
    town: str
    enterprise: str


def rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def specialities() -> tuple[Speciality, ...]:
    return tuple(
        Speciality(**{field: row[field] for field in Speciality.__dataclass_fields__})
        for row in rows("products.csv")
    )


@cache
def names(file: str) -> dict[str, str]:
    """Names by slug of `towns.csv`, `enterprises.csv` or `categories.csv`."""
    return {row["slug"]: row["name"] for row in rows(file)}


@cache
def line_of(category: str) -> tuple[str, ...]:
    """Slugs of a category and of those above it, nearest first."""
    parents = {row["slug"]: row["parent"] for row in rows("categories.csv")}
    return (category, *line_of(parents[category])) if category else ()
