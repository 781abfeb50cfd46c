"""What could be bought at a moment, and carts of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from saleor.account.models import Address
from saleor.checkout.models import Checkout
from saleor.checkout.utils import get_valid_shipping_methods_for_checkout
from saleor.discount.utils import fetch_discounts
from saleor.product.models import ProductVariant

from catalog_seed.services.demo_members import OWNERS
from plugins.brand.public import Enterprise, makers_of
from plugins.kernel.sale_guards import sale_refusals
from saleor_config.demo_week.people import Buyer


def shelves(*, at: datetime) -> dict[int, list[ProductVariant]]:
    """Return what may be sold at that moment, a shelf for each enterprise by its id."""
    variants = list(
        ProductVariant.objects.filter(stocks__quantity__gte=20, product__is_published=True)
        .select_related("product")
        .order_by("sku")
        .distinct()
    )
    products = sorted({variant.product_id for variant in variants})
    refused = sale_refusals(product_ids=products, at=at)
    makers = makers_of(product_ids=products)
    found: dict[int, list[ProductVariant]] = {}
    for variant in variants:
        if variant.product_id not in refused and variant.product_id in makers:
            found.setdefault(makers[variant.product_id], []).append(variant)
    return {enterprise_id: found[enterprise_id] for enterprise_id in sorted(found)}


def favourites(goods: Mapping[int, list[ProductVariant]]) -> list[list[ProductVariant]]:
    """Return the shelves of the enterprises that a demonstration has accounts of."""
    owned = Enterprise.objects.filter(slug__in=OWNERS, pk__in=goods).order_by("pk")
    return [goods[enterprise_id] for enterprise_id in owned.values_list("pk", flat=True)]


def cart(buyer: Buyer, variants: Sequence[ProductVariant], *, at: datetime) -> Checkout | None:
    """Fill a cart and choose a delivery; None when nobody delivers all of it there."""
    address = Address.objects.create(**buyer.address)
    checkout = Checkout.objects.create(
        user=buyer.user,
        email=buyer.user.email,
        currency="CNY",
        country="CN",
        shipping_address=address,
        quantity=len(variants),
    )
    for variant in variants:
        checkout.lines.create(variant=variant, quantity=1)
    lines = list(checkout.lines.all())
    offered = get_valid_shipping_methods_for_checkout(checkout, lines, fetch_discounts(at))
    method = offered.order_by("price_amount", "pk").first() if offered is not None else None
    if method is None:
        checkout.delete()
        return None
    checkout.shipping_method = method
    checkout.save(update_fields=["shipping_method"])
    return checkout
