"""What buyers filter by: attributes of a product. Part of `goods_write`."""

from __future__ import annotations

from saleor.product.models import (
    AssignedProductAttribute,
    Attribute,
    AttributeProduct,
    AttributeValue,
    Product,
)

from plugins.listings.models import Listing
from plugins.listings.rules.content import Content

ENTERPRISE, TAG = "enterprise", "tag"


def attributes_write(*, product: Product, listing: Listing, content: Content) -> None:
    """Assign the content's values; tags are the office's and stay as they are."""
    links = AttributeProduct.objects.filter(product_type_id=product.product_type_id)
    for link in links.select_related("attribute"):
        slug = link.attribute.slug
        if slug == TAG:
            continue
        if slug == ENTERPRISE:
            values = [_enterprise_value(link.attribute, listing)]
        else:
            chosen = content.attributes.get(slug, ())
            values = list(link.attribute.values.filter(slug__in=chosen))
        assigned, _ = AssignedProductAttribute.objects.get_or_create(
            product=product, assignment=link
        )
        assigned.values.set(values)


def _enterprise_value(attribute: Attribute, listing: Listing) -> AttributeValue:
    value, _ = AttributeValue.objects.get_or_create(
        attribute=attribute,
        slug=listing.enterprise.slug,
        defaults={"name": listing.enterprise.brand_name},
    )
    return value
