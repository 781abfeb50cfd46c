"""The tree that buyers browse."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from saleor.product.models import Category

from catalog_seed.pictures import Pictures
from catalog_seed.rules import as_draftjs, as_html
from catalog_seed.tables import Catalogue
from catalog_seed.tables.rows import Category as CategoryRow

from .pieces import Found, Piece, content_of, put


def category_pieces(catalogue: Catalogue, pictures: Pictures, found: Found) -> Iterator[Piece]:
    for row in catalogue.categories:
        yield Piece(
            table="categories",
            key=row.slug,
            content=content_of(row),
            write=partial(_write, row, found),
        )
        banner = pictures.banners.get(row.banner or "")
        if banner:
            yield Piece(
                table="category_banners",
                key=row.slug,
                content={"name": banner},
                write=partial(
                    put,
                    Category,
                    key={"slug": row.slug},
                    values={"background_image": banner, "background_image_alt": row.name},
                ),
            )


def _write(row: CategoryRow, found: Found) -> None:
    put(
        Category,
        key={"slug": row.slug},
        values={
            "name": row.name,
            "parent": found.one(Category, slug=row.parent) if row.parent else None,
            "description": as_html([row.description]),
            "description_json": as_draftjs([row.description]),
            "seo_title": row.name,
            "seo_description": row.description,
        },
    )
