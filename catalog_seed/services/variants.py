"""Sizes and boxes, what they cost and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from measurement.measures import Weight
from saleor.product.models import (
    AssignedVariantAttribute,
    Attribute,
    AttributeValue,
    AttributeVariant,
    Product,
    ProductVariant,
)
from saleor.product.utils.variant_prices import update_product_minimal_variant_price
from saleor.warehouse.models import Stock, Warehouse

from catalog_seed.rules import variant_attribute_cells
from catalog_seed.tables import Catalogue
from catalog_seed.tables.rows import Stock as StockRow
from catalog_seed.tables.rows import Variant as VariantRow

from .pieces import Found, Piece, content_of, put


def variant_pieces(catalogue: Catalogue, found: Found) -> Iterator[Piece]:
    for row in catalogue.variants:
        content = content_of(row)
        content.pop("price")
        yield Piece(
            table="variants",
            key=row.sku,
            content=content,
            write=partial(_write, row, found),
        )
    for product in catalogue.products:
        variants = catalogue.variants_by_product[product.slug]
        yield Piece(
            table="prices",
            key=product.slug,
            content={variant.sku: variant.price for variant in variants},
            write=partial(_write_prices, product.slug, variants),
        )
    for stock in catalogue.stocks:
        yield Piece(
            table="stocks",
            key=stock.identity,
            content=content_of(stock),
            write=partial(_write_stock, stock, found),
            once=True,
        )


def _write(row: VariantRow, found: Found) -> None:
    product = found.one(Product, slug=row.product)
    variant = put(
        ProductVariant,
        key={"sku": row.sku},
        values={
            "product": product,
            "name": row.name,
            "weight": Weight(kg=float(row.weight_kg)),
            "currency": "CNY",
        },
        initial={"price_override_amount": row.price, "track_inventory": True},
    )
    for _, attribute_slug, value in variant_attribute_cells(row):
        attribute = found.one(Attribute, slug=attribute_slug)
        assigned = AssignedVariantAttribute.objects.get_or_create(
            variant=variant,
            assignment=found.one(
                AttributeVariant,
                attribute_id=attribute.pk,
                product_type_id=product.product_type_id,
            ),
        )[0]
        assigned.values.set([found.one(AttributeValue, attribute_id=attribute.pk, slug=value)])


def _write_prices(slug: str, variants: list[VariantRow]) -> None:
    """Price the variants; the product shows the first one's price and "from" the lowest."""
    product = Product.objects.get(slug=slug)
    product.price_amount = variants[0].price
    product.minimal_variant_price_amount = variants[0].price
    product.save(update_fields=["price_amount", "minimal_variant_price_amount", "updated_at"])
    for row in variants:
        ProductVariant.objects.filter(sku=row.sku).update(
            price_override_amount=row.price, currency="CNY"
        )
    update_product_minimal_variant_price(product)


def _write_stock(row: StockRow, found: Found) -> None:
    put(
        Stock,
        key={
            "product_variant": found.one(ProductVariant, sku=row.sku),
            "warehouse": found.one(Warehouse, slug=row.warehouse),
        },
        values={"quantity": row.quantity},
    )
