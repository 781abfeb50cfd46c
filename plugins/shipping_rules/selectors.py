"""What the delivery rules need to know of a checkout or an order."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from saleor.product.models import AttributeValue
from saleor.shipping.models import ShippingMethod

from plugins.kernel.registry import capabilities

from .rules import META_KEY, method_applies, province_of, terms_of

if TYPE_CHECKING:
    from saleor.checkout.models import Checkout
    from saleor.order.models import Order

#: Attribute of a product that says how it travels, and its value for chilled goods.
DELIVERY_ATTRIBUTE = "delivery"
COLD_CHAIN_VALUE = "cold-chain"


def basket_needs_cold_chain(basket: Checkout | Order) -> bool:
    """Whether any line is a product that must be kept cold on the way."""
    variants = [line.variant_id for line in basket.lines.all()]
    # From the one value outwards: four times as fast as from the lines inwards.
    return AttributeValue.objects.filter(
        slug=COLD_CHAIN_VALUE,
        attribute__slug=DELIVERY_ATTRIBUTE,
        assignedproductattribute__product__variants__in=variants,
    ).exists()


def is_picked_up(basket: Checkout | Order) -> bool:
    """Whether a capability says that the buyer fetches the goods herself."""
    return any(
        import_string(config.picked_up)(basket) for config in capabilities() if config.picked_up
    )


def is_pick_up(method: ShippingMethod | None) -> bool:
    """Whether an order that was placed with this method is fetched by its buyer."""
    terms = terms_of(method.meta or {}) if method is not None else None
    return terms is not None and terms.pick_up


def pick_up_method() -> ShippingMethod | None:
    """Return the method of what buyers fetch, if the shop has one; it costs nothing."""
    methods = ShippingMethod.objects.filter(price_amount=0, currency=settings.DEFAULT_CURRENCY)
    return methods.filter(**{f"meta__{META_KEY}__pick_up": True}).order_by("pk").first()


def methods_for_basket(methods: QuerySet[Any], basket: Checkout | Order) -> QuerySet[Any]:
    """Of the methods the engine found by country, weight and value, those that apply.

    Stays a query set: callers order, aggregate and test membership on it.
    """
    terms = {
        pk: terms_of(meta or {}) for pk, meta in methods.order_by("pk").values_list("pk", "meta")
    }
    province = province_of(basket.shipping_address.country_area)
    picked_up = is_picked_up(basket)
    needs_cold_chain = basket_needs_cold_chain(basket)
    weight_kg = Decimal(0)
    if any(each and each.max_kg for each in terms.values()):
        # Weighing walks through every line, so only when a method asks.
        weight_kg = Decimal(str(basket.get_total_weight().kg))
    applying = [
        pk
        for pk, each in terms.items()
        if method_applies(
            each,
            province=province,
            needs_cold_chain=needs_cold_chain,
            weight_kg=weight_kg,
            is_picked_up=picked_up,
        )
    ]
    return methods.filter(pk__in=applying)
