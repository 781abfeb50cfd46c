"""Specialities: text, translation, attributes and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from saleor.product.models import (
    AssignedProductAttribute,
    Attribute,
    AttributeProduct,
    AttributeValue,
    Category,
    Product,
    ProductTranslation,
    ProductType,
)

from catalog_seed.rules import as_draftjs, as_html, attributes_of
from catalog_seed.tables import Catalogue
from catalog_seed.tables.rows import Product as ProductRow
from plugins.orders.public import EXEMPT, NO_REASON_RETURN

from .pieces import Found, Piece, content_of, put
from .product_types import type_slug

ENGLISH = "en"
#: Kept cool or cold: fresh goods, which the law exempts from returns without a reason.
PERISHABLE = ("fresh", "cold")


def product_pieces(catalogue: Catalogue, found: Found) -> Iterator[Piece]:
    for row in catalogue.products:
        variants = catalogue.variants_by_product[row.slug]
        attributes = attributes_of(row, variants)
        yield Piece(
            table="products",
            key=row.slug,
            content=content_of(row),
            write=partial(_write, row, variants[0].price, found),
        )
        yield Piece(
            table="product_attributes",
            key=row.slug,
            content=attributes,
            write=partial(_assign, row, attributes, found),
        )


def _write(row: ProductRow, price: Decimal, found: Found) -> None:
    known = Product.objects.filter(slug=row.slug).first()
    product = put(
        Product,
        key={"slug": row.slug},
        values={
            "name": row.name,
            "product_type": found.one(ProductType, slug=type_slug(row.trade)),
            "category": found.one(Category, slug=row.category),
            "description": as_html([row.description]),
            "description_json": as_draftjs([row.description]),
            "seo_title": row.name,
            "seo_description": row.description[:300],
            "metadata": {**((known and known.metadata) or {}), **metadata_of(row)},
        },
        initial={"price_amount": price, "currency": "CNY", "is_published": True},
    )
    put(
        ProductTranslation,
        key={"product": product, "language_code": ENGLISH},
        values={
            "name": row.name_en,
            "description": as_html([row.summary_en]),
            "description_json": as_draftjs([row.summary_en]),
        },
    )


def metadata_of(row: ProductRow) -> dict[str, str]:
    """What other packages read of a product without joining its attributes."""
    exempt = {NO_REASON_RETURN: EXEMPT} if row.storage in PERISHABLE else {}
    return {
        **exempt,
        "enterprise": row.enterprise,
        "origin_town": row.town,
        "season_months": ";".join(map(str, row.season_months)),
        "plan_named": "yes" if row.plan_named else "no",
        "pinyin": row.pinyin,
        "name_en": row.name_en,
    }


def _assign(row: ProductRow, values: dict[str, tuple[str, ...]], found: Found) -> None:
    product = found.one(Product, slug=row.slug)
    links = {
        link.attribute.slug: link
        for link in AttributeProduct.objects.filter(
            product_type_id=product.product_type_id
        ).select_related("attribute")
    }
    for slug, link in links.items():
        assigned = AssignedProductAttribute.objects.get_or_create(product=product, assignment=link)[
            0
        ]
        assigned.values.set(
            found.one(AttributeValue, attribute_id=found.one(Attribute, slug=slug).pk, slug=value)
            for value in values.get(slug, ())
        )
    # Attributes are part of what a buyer searches and caches hold.
    product.save(update_fields=["updated_at"])
