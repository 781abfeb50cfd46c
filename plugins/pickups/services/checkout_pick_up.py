"""The buyer wants to fetch what is in her checkout."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from saleor.account.models import Address
from saleor.checkout.models import Checkout
from saleor.checkout.utils import (
    change_shipping_address_in_checkout,
    recalculate_checkout_discount,
)
from saleor.discount.utils import fetch_discounts

from plugins.addresses.public import mobile_normalise, recipient_normalise
from plugins.orders.public import CheckoutNotFound
from plugins.pickups.errors import PickUpNotOffered, PointNotFound
from plugins.pickups.models import PickupChoice, PickupPoint
from plugins.pickups.selectors import pick_up_offer
from plugins.shipping_rules.public import pick_up_method


@transaction.atomic
def checkout_pick_up(
    *, buyer: Any, checkout_token: UUID, point_id: int, recipient: str, phone: str, now: datetime
) -> Checkout:
    """Address the buyer's checkout to a point, at no charge; `recipient` and `phone` of who comes.

    Which points there are is decided here and once more when the order is placed. An
    address of her own, given afterwards, ends it.

    Raises:
        CheckoutNotFound: not hers.
        RecipientMissing, RecipientInvalid, PhoneMissing, MobileInvalid.
        SeveralEnterprises, NoOpenPoint, PickUpNotOffered: these goods cannot be fetched.
        PointNotFound: not an open point of whose goods they are.
    """
    checkout = (
        Checkout.objects.select_for_update(of=("self",))
        .filter(token=checkout_token, user=buyer)
        .first()
    )
    if checkout is None:
        raise CheckoutNotFound(field="checkoutToken")
    name = recipient_normalise(recipient, field="recipient")
    phone = mobile_normalise(phone, field="phone")
    lines = list(checkout.lines.select_related("variant__product"))
    offer = pick_up_offer(product_ids={line.variant.product_id for line in lines})
    if offer.obstacle is not None:
        raise offer.obstacle
    point = next((each for each in offer.points if each.pk == point_id), None)
    method = pick_up_method()
    if point is None:
        raise PointNotFound(field="pointId")
    if method is None:
        raise PickUpNotOffered()
    change_shipping_address_in_checkout(checkout, _address(point, name=name, phone=phone))
    checkout.shipping_method = method
    checkout.save(update_fields=["shipping_method", "last_change"])
    PickupChoice.objects.update_or_create(
        checkout=checkout, defaults={"point": point, "chosen_at": now}
    )
    recalculate_checkout_discount(checkout, lines, fetch_discounts(now))
    return checkout


def _address(point: PickupPoint, *, name: str, phone: str) -> Address:
    """Always a new row: the checkout's present one may stand in her address book."""
    return Address.objects.create(
        first_name=name,
        company_name=point.name,
        phone=phone,
        country=settings.DEFAULT_COUNTRY,
        country_area=point.province,
        city=point.city,
        city_area=point.county,
        street_address_1=point.full_street,
        postal_code=point.postcode,
    )
