"""Loads the whole catalogue, or nothing of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sites.models import Site
from django.db import DataError, transaction

from catalog_seed.errors import PieceTooLarge
from catalog_seed.models import LoadedPiece
from catalog_seed.pictures import Pictures
from catalog_seed.tables import Catalogue
from plugins.kernel import audit

from .categories import category_pieces
from .collections import collection_pieces
from .pages import page_pieces
from .pieces import Found, Piece
from .product_pictures import picture_pieces
from .product_types import product_type_pieces
from .products import product_pieces
from .shipping import shipping_pieces
from .variants import variant_pieces

PRICE_TABLES = frozenset({"prices", "shipping_prices"})
STOCK_TABLES = frozenset({"stocks"})
Progress = Callable[[Iterable[Any], int, str], Iterable[Any]]


@dataclass(frozen=True, kw_only=True)
class Overrule:
    """What of the shop's own state the files shall overrule."""

    everything: bool = False
    prices: bool = False
    stock: bool = False

    def takes(self, table: str) -> bool:
        return (
            (self.everything and table not in STOCK_TABLES | PRICE_TABLES)
            or (self.prices and table in PRICE_TABLES)
            or (self.stock and table in STOCK_TABLES)
        )


@dataclass(kw_only=True)
class LoadReport:
    """Counts per table. `left` are pieces that the files no longer have."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return self.created.total() + self.updated.total()


@transaction.atomic
def catalogue_load(
    *,
    catalogue: Catalogue,
    pictures: Pictures,
    host: str,
    now: datetime,
    progress: Progress,
    overrule: Overrule | None = None,
) -> LoadReport:
    """Bring the shop to what the files say.

    A piece is written when the files have it for the first time, when they have
    changed since it was last written, or when `overrule` takes its table. What
    the operator changed in the shop stays otherwise; stock is written once.
    Nothing is deleted that the files no longer have: orders may refer to it.

    Raises:
        PieceGone: a new row builds on something removed in the shop.
        PieceTooLarge: the database cannot keep a cell.
    """
    overrule = overrule or Overrule()
    # Two loads at once would both find nothing and both create.
    site = Site.objects.select_for_update().get(pk=settings.SITE_ID)
    known = {(row.table, row.key): row.digest for row in LoadedPiece.objects.all()}
    pieces = pieces_of(catalogue, pictures, host=host)
    report = LoadReport()
    written: list[LoadedPiece] = []
    for piece in progress(pieces, len(pieces), "目录 · catalogue"):
        name = (piece.table, piece.key)
        if not _is_due(piece, known.get(name), overrule):
            report.unchanged[piece.table] += 1
            continue
        try:
            piece.write()
        except DataError as error:
            raise PieceTooLarge(what=piece.table, key=piece.key[:60]) from error
        counts = report.updated if name in known else report.created
        counts[piece.table] += 1
        written.append(
            LoadedPiece(table=piece.table, key=piece.key, digest=piece.digest, loaded_at=now)
        )
    _remember(written)
    report.left = _left(known, pieces)
    if report.changed:
        audit.record(
            "catalog_seed.catalogue.loaded",
            site,
            actor="system:seed",
            created=dict(report.created),
            updated=dict(report.updated),
        )
    return report


def pieces_of(catalogue: Catalogue, pictures: Pictures, *, host: str) -> list[Piece]:
    """Every piece, each after those it builds on."""
    found = Found()
    return [
        *product_type_pieces(catalogue, found),
        *category_pieces(catalogue, pictures, found),
        *shipping_pieces(catalogue, found),
        *product_pieces(catalogue, found),
        *variant_pieces(catalogue, found),
        *picture_pieces(catalogue, pictures, found),
        *collection_pieces(catalogue, pictures, found),
        *page_pieces(catalogue, host=host, found=found),
    ]


def _is_due(piece: Piece, known: str | None, overrule: Overrule) -> bool:
    if known is None or overrule.takes(piece.table):
        return True
    return not piece.once and known != piece.digest


def _remember(written: list[LoadedPiece]) -> None:
    LoadedPiece.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["table", "key"],
        update_fields=["digest", "loaded_at"],
    )


def _left(known: dict[tuple[str, str], str], pieces: list[Piece]) -> list[str]:
    here = {(piece.table, piece.key) for piece in pieces}
    pictured = {piece.table for piece in pieces}
    return sorted(
        f"{table}/{key}" for table, key in known if table in pictured and (table, key) not in here
    )
