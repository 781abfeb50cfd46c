"""Staff look at where an order goes: allowed, and written down."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from plugins.kernel import audit
from plugins.orders.models import PlacedOrder


@dataclass(frozen=True)
class Recipient:
    """Who gets the goods, and where."""

    name: str
    phone: str
    address: str


@transaction.atomic
def recipient_reveal(*, placed: PlacedOrder, actor: str, reason: str) -> Recipient:
    """Return the recipient unmasked; the audit trail says who looked and why."""
    audit.record("orders.order.recipient_revealed", placed, actor=actor, reason=reason)
    address = placed.order.shipping_address
    if address is None:
        return Recipient(name="", phone="", address="")
    parts = (
        address.country_area,
        address.city,
        address.city_area,
        address.street_address_1,
        address.street_address_2,
    )
    return Recipient(
        name=f"{address.last_name}{address.first_name}",
        phone=str(address.phone),
        address=" ".join(part for part in parts if part),
    )
