"""The 1 and the N: the regional brand's collection, each enterprise's, and themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from saleor.product.models import Collection, CollectionProduct, Product

from catalog_seed.pictures import Pictures
from catalog_seed.rules import MEMBERS, as_draftjs, as_html
from catalog_seed.tables import Catalogue

from .pieces import Found, Piece, put


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A collection as it is to be: its text and its products, in order."""

    slug: str
    name: str
    description: str
    metadata: dict[str, str]
    products: list[str]
    picture: str | None


def collection_pieces(catalogue: Catalogue, pictures: Pictures, found: Found) -> Iterator[Piece]:
    for shelf in (*_from_collections(catalogue, pictures), *_from_enterprises(catalogue, pictures)):
        yield Piece(
            table="collections",
            key=shelf.slug,
            content={
                "name": shelf.name,
                "description": shelf.description,
                "metadata": shelf.metadata,
            },
            write=partial(_write, shelf),
        )
        yield Piece(
            table="collection_products",
            key=shelf.slug,
            content={"products": shelf.products},
            write=partial(_fill, shelf, found),
        )
        if shelf.picture:
            yield Piece(
                table="collection_pictures",
                key=shelf.slug,
                content={"name": shelf.picture},
                write=partial(
                    put,
                    Collection,
                    key={"slug": shelf.slug},
                    values={"background_image": shelf.picture, "background_image_alt": shelf.name},
                ),
            )


def _from_collections(catalogue: Catalogue, pictures: Pictures) -> Iterator[Shelf]:
    for row in catalogue.collections:
        belongs = MEMBERS[row.members]
        yield Shelf(
            slug=row.slug,
            name=row.name,
            description=row.description,
            metadata={"kind": row.kind},
            products=[
                product.slug
                for product in catalogue.products
                if belongs(product, catalogue.variants_by_product[product.slug])
            ],
            picture=pictures.brand if row.kind == "regional" else None,
        )


def _from_enterprises(catalogue: Catalogue, pictures: Pictures) -> Iterator[Shelf]:
    for row in catalogue.enterprises:
        yield Shelf(
            slug=row.slug,
            name=row.name,
            description=row.story,
            metadata={"kind": "enterprise", "enterprise_kind": row.kind, "town": row.town},
            products=[
                product.slug for product in catalogue.products if product.enterprise == row.slug
            ],
            picture=pictures.marks.get(row.slug),
        )


def _write(shelf: Shelf) -> None:
    put(
        Collection,
        key={"slug": shelf.slug},
        values={
            "name": shelf.name,
            "description": as_html([shelf.description]),
            "description_json": as_draftjs([shelf.description]),
            "seo_title": shelf.name,
            "seo_description": shelf.description[:300],
            "metadata": shelf.metadata,
        },
        initial={"is_published": True},
    )


def _fill(shelf: Shelf, found: Found) -> None:
    """Put the products on the shelf. What the operator added stays behind them."""
    collection = found.one(Collection, slug=shelf.slug)
    added = CollectionProduct.objects.filter(collection=collection).exclude(
        product__slug__in=shelf.products
    )
    seeded = {slug: found.one(Product, slug=slug) for slug in shelf.products}
    kept = [link.product for link in added.select_related("product").order_by("sort_order", "pk")]
    kept = [product for product in kept if "enterprise" not in (product.metadata or {})]
    CollectionProduct.objects.filter(collection=collection).delete()
    CollectionProduct.objects.bulk_create(
        CollectionProduct(collection=collection, product=product, sort_order=position)
        for position, product in enumerate([*seeded.values(), *kept])
    )
