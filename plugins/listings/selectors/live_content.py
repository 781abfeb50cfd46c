"""What is live of a good, in the words of a submission: read from the product itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum
from saleor.product.models import Product, ProductVariant
from saleor.warehouse.models import Stock

from plugins.brand.public import goods_class_of
from plugins.listings.models import Listing
from plugins.listings.rules.content import Compliance, Content, Shipping, VariantContent
from plugins.listings.selectors.vocabulary import NET_CONTENT, OURS, PACKAGE

#: Marks the paragraphs of a description that the label makes.
LABEL_PART = {"part": "label"}
LIVE_PICTURE = "live-"


def live_content(listing: Listing) -> Content:
    """Return the content of a live listing; whoever changed the product, this is what is sold."""
    product = Product.objects.select_related("category").get(pk=listing.product_id)
    facts = listing.facts
    goods_class = goods_class_of(product_id=product.pk)
    return Content(
        name=product.name,
        goods_class=goods_class.slug if goods_class else "",
        category=product.category.slug if product.category else "",
        attributes=_attributes(product),
        description=description_of(product),
        standard=facts.get("standard", ""),
        grade=facts.get("grade", ""),
        label=facts.get("label", {}),
        variants=tuple(_variant(each, product) for each in product.variants.order_by("pk")),
        pictures=tuple(f"{LIVE_PICTURE}{image.pk}" for image in product.images.all()),
        compliance=Compliance(**facts.get("compliance", {})),
        shipping=Shipping(**facts.get("shipping", {})),
    )


def description_of(product: Product) -> str:
    blocks: list[Any] = (product.description_json or {}).get("blocks", [])
    return "\n".join(block["text"] for block in blocks if block.get("data") != LABEL_PART)


def price_of(variant: ProductVariant, product: Product) -> Any:
    return (
        product.price_amount
        if variant.price_override_amount is None
        else variant.price_override_amount
    )


def _attributes(product: Product) -> dict[str, tuple[str, ...]]:
    assigned = product.attributes.select_related("assignment__attribute").prefetch_related("values")
    found = {
        each.assignment.attribute.slug: tuple(value.slug for value in each.values.all())
        for each in assigned
    }
    return {slug: values for slug, values in sorted(found.items()) if values and slug not in OURS}


def _variant(variant: ProductVariant, product: Product) -> VariantContent:
    values = {
        each.assignment.attribute.slug: next(iter(each.values.all()), None)
        for each in variant.attributes.select_related("assignment__attribute").prefetch_related(
            "values"
        )
    }
    net_content, package = values.get(NET_CONTENT), values.get(PACKAGE)
    stock = Stock.objects.filter(product_variant=variant).aggregate(sum=Sum("quantity"))["sum"]
    return VariantContent(
        sku=variant.sku,
        name=variant.name,
        net_content=net_content.name if net_content else "",
        package=package.slug if package else "",
        weight_kg=f"{variant.weight.kg:.3f}".rstrip("0").rstrip(".") if variant.weight else "",
        price=f"{price_of(variant, product):.2f}",
        stock=stock or 0,
    )
