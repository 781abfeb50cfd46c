"""Make a buyer's one checkout hold what she chose in her cart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from saleor.account.models import User
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.checkout.utils import get_user_checkout, remove_voucher_from_checkout
from saleor.core.exceptions import InsufficientStock
from saleor.product.models import Product, ProductVariant
from saleor.warehouse.availability import check_stock_quantity

from plugins.orders import errors
from plugins.orders.rules.placing import are_quantities


@transaction.atomic
def checkout_fill(*, buyer: Any, quantities: Mapping[int, int]) -> Checkout:
    """Replace the lines of the buyer's checkout by these quantities per variant id.

    The engine keeps one checkout per person and hands it back unchanged when another
    is asked for, so what was left in it from an earlier try must go. The address
    stays; delivery and coupon are chosen anew, as they depend on the goods. Nothing is held
    here: the order does that.

    Raises:
        CheckoutEmpty: no quantities, or one that is none.
        NoLongerSold, SoldOut: names the first such good; nothing was changed.
    """
    if not are_quantities(list(quantities.values())):
        raise errors.CheckoutEmpty(field="lines")
    # Two confirm screens at once must not make two checkouts.
    User.objects.select_for_update().get(pk=buyer.pk)
    variants = _variants(quantities)
    for variant in variants:
        _refuse_missing_stock(variant, quantities[variant.pk])
    checkout, _ = get_user_checkout(buyer, auto_create=True)
    checkout.lines.all().delete()
    CheckoutLine.objects.bulk_create(
        CheckoutLine(checkout=checkout, variant=variant, quantity=quantities[variant.pk])
        for variant in variants
    )
    checkout.email = buyer.email
    checkout.quantity = sum(quantities.values())
    checkout.shipping_method = None
    checkout.save()
    remove_voucher_from_checkout(checkout)  # it was worked out for other goods
    return checkout


def _variants(quantities: Mapping[int, int]) -> list[ProductVariant]:
    found = {
        variant.pk: variant
        for variant in ProductVariant.objects.select_related("product").filter(pk__in=quantities)
    }
    products = [variant.product_id for variant in found.values()]
    on_shelf = set(Product.objects.published().filter(pk__in=products).values_list("pk", flat=True))
    for key in quantities:
        variant = found.get(key)
        if variant is None:
            raise errors.NoLongerSold(item="?", field="lines")
        if variant.product_id not in on_shelf:
            raise errors.NoLongerSold(item=variant.product.name, field="lines")
    return [found[key] for key in quantities]


def _refuse_missing_stock(variant: ProductVariant, quantity: int) -> None:
    try:
        check_stock_quantity(variant, settings.DEFAULT_COUNTRY, quantity)
    except InsufficientStock as error:
        raise errors.SoldOut(item=variant.product.name, field="lines") from error
