"""Sizes and boxes, what they cost and how many there are. Part of `goods_write`."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from django.utils.text import slugify
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
from saleor.warehouse.models import Stock

from plugins.listings.models import Listing
from plugins.listings.rules.content import Content, VariantContent
from plugins.listings.selectors.sales import warehouse_of
from plugins.listings.selectors.vocabulary import NET_CONTENT, PACKAGE


def variants_write(*, product: Product, listing: Listing, content: Content) -> None:
    """Write the variants. Live ones keep price and stock, those are changed at once elsewhere.

    Raises:
        WarehouseMissing: there are new ones and nowhere to keep them.
    """
    known = {each.sku: each for each in product.variants.all()}
    for each in content.variants:
        variant = known.get(each.sku)
        if variant is None:
            variant = _new(product, listing, each)
        variant.name = each.name
        variant.weight = Weight(kg=float(each.weight_kg))
        variant.save()
        _assign(variant, product, NET_CONTENT, each.net_content, is_slug=False)
        if each.package:
            _assign(variant, product, PACKAGE, each.package, is_slug=True)
    product_price_settle(product)


def product_price_settle(product: Product) -> None:
    """The product shows its first variant's price and "from" the lowest."""
    first = product.variants.order_by("pk").first()
    if first is not None and first.price_override_amount is not None:
        product.price_amount = first.price_override_amount
    product.save(update_fields=["price_amount", "updated_at"])
    update_product_minimal_variant_price(product)


def _new(product: Product, listing: Listing, each: VariantContent) -> ProductVariant:
    variant = ProductVariant(
        product=product,
        sku=each.sku or _free_sku(listing),
        currency="CNY",
        price_override_amount=Decimal(each.price),
        track_inventory=True,
    )
    variant.save()
    Stock.objects.create(
        product_variant=variant,
        warehouse=warehouse_of(listing.enterprise),
        quantity=each.stock or 0,
    )
    return variant


def _free_sku(listing: Listing) -> str:
    """Ours are `E<enterprise>-<listing>-<number>`; the listing is locked."""
    prefix = f"E{listing.enterprise_id}-{listing.pk}-"
    taken = set(ProductVariant.objects.filter(sku__startswith=prefix).values_list("sku", flat=True))
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def _assign(
    variant: ProductVariant, product: Product, attribute_slug: str, value: str, *, is_slug: bool
) -> None:
    attribute = Attribute.objects.filter(slug=attribute_slug).first()
    link = (
        attribute
        and AttributeVariant.objects.filter(
            attribute=attribute, product_type_id=product.product_type_id
        ).first()
    )
    if not attribute or not link:  # a trade whose goods are not told apart by it
        return
    if is_slug:
        chosen = attribute.values.get(slug=value)
    else:
        chosen = attribute.values.filter(name=value).first() or _new_value(attribute, value)
    assigned, _ = AssignedVariantAttribute.objects.get_or_create(variant=variant, assignment=link)
    assigned.values.set([chosen])


def _new_value(attribute: Attribute, name: str) -> AttributeValue:
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return AttributeValue.objects.create(
        attribute=attribute, name=name, slug=f"{slugify(name)[:40] or 'value'}-{digest}"
    )
