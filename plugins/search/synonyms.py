"""The table of synonyms, read from the catalogue's data.

It is a file and no table of the database: editors change it with the catalogue,
and its checks run with the catalogue's (`manage.py seed --check`).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from plugins.search.rules.terms import Synonym


def synonyms_file() -> Path:
    return Path(settings.PROJECT_ROOT) / "catalog_seed" / "data" / "synonyms.csv"


def synonyms_by_slug() -> Mapping[str, tuple[Synonym, ...]]:
    """Return the synonyms of each product's slug; read again when the file changes."""
    path = synonyms_file()
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(path: Path, _changed_at: int) -> Mapping[str, tuple[Synonym, ...]]:
    found: dict[str, list[Synonym]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            synonym = Synonym(
                canonical=row["canonical"],
                text=row["synonym"],
                kind=row["kind"],
                weight=float(row["weight"]),
            )
            for slug in filter(None, row["slugs"].split(";")):
                found[slug].append(synonym)
    return {slug: tuple(synonyms) for slug, synonyms in found.items()}
