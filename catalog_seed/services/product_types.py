"""Trades become product types, each with the attributes its buyers look at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from saleor.product.models import (
    Attribute,
    AttributeProduct,
    AttributeValue,
    AttributeVariant,
    ProductType,
)

from catalog_seed.tables import Catalogue
from catalog_seed.tables.rows import Attribute as AttributeRow
from catalog_seed.tables.rows import Trade

from .pieces import Found, Piece, content_of, put


def product_type_pieces(catalogue: Catalogue, found: Found) -> Iterator[Piece]:
    for row in catalogue.attributes:
        yield Piece(
            table="attributes",
            key=row.slug,
            content=content_of(row),
            write=partial(_write_attribute, row),
        )
    for attribute, slug, name in _values(catalogue):
        yield Piece(
            table="attribute_values",
            key=f"{attribute}/{slug}",
            content={"name": name},
            write=partial(_write_value, attribute, slug, name, found),
        )
    for trade in catalogue.trades:
        attributes = [row for row in catalogue.attributes if row.is_for(trade.slug)]
        yield Piece(
            table="trades",
            key=trade.slug,
            content=content_of(trade, attributes=[(row.level, row.slug) for row in attributes]),
            write=partial(_write_trade, trade, attributes, found),
        )


def _values(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Attribute, slug and name of every value, towns and enterprises included."""
    for row in catalogue.attribute_values:
        yield row.attribute, row.slug, row.name
    for enterprise in catalogue.enterprises:
        yield "enterprise", enterprise.slug, enterprise.name
    origins = {product.town for product in catalogue.products}
    for town in catalogue.towns:
        if town.slug in origins:
            yield "origin-town", town.slug, town.name


def _write_attribute(row: AttributeRow) -> None:
    put(
        Attribute,
        key={"slug": row.slug},
        values={
            "name": row.name,
            "input_type": row.input_type,
            "filterable_in_storefront": row.filterable,
            "filterable_in_dashboard": row.filterable,
            "available_in_grid": row.filterable,
            "storefront_search_position": row.position,
            "visible_in_storefront": True,
            "value_required": False,
            "is_variant_only": row.level == "variant",
        },
    )


def _write_value(attribute: str, slug: str, name: str, found: Found) -> None:
    put(
        AttributeValue,
        key={"attribute": found.one(Attribute, slug=attribute), "slug": slug},
        values={"name": name},
    )


def _write_trade(row: Trade, attributes: list[AttributeRow], found: Found) -> None:
    product_type = put(
        ProductType,
        key={"slug": type_slug(row.slug)},
        values={
            "name": row.name,
            "has_variants": True,
            "is_shipping_required": True,
            "metadata": {"trade": row.slug, "name_en": row.name_en},
        },
    )
    for attribute in attributes:
        link = AttributeProduct if attribute.level == "product" else AttributeVariant
        put(
            link,
            key={
                "product_type": product_type,
                "attribute": found.one(Attribute, slug=attribute.slug),
            },
            values={},
        )


def type_slug(trade: str) -> str:
    """Slug of a trade's product type and of its category: no underscores in URLs."""
    return trade.replace("_", "-")
