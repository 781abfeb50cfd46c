"""Where a parcel goes: personal data, shown in full for the label alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from plugins.child_orders.errors import AddressMissing
from plugins.child_orders.services.child_order_lock import child_order_lock, refuse_unless
from plugins.child_orders.states import OPEN
from plugins.kernel import audit
from plugins.marketplace.public import MemberActor, Role


@dataclass(frozen=True)
class Recipient:
    """What is written on the label of a parcel."""

    name: str
    phone: str
    address: str
    postcode: str


@transaction.atomic
def recipient_show(*, actor: MemberActor, number: str, now: datetime) -> Recipient:
    """Return the buyer's address and full phone number; each time is on the record.

    Only while there is something to ship: afterwards nobody needs it any more.

    Raises:
        RoleMissing, ChildOrderNotFound, NotReady, AddressMissing.
    """
    actor.require(Role.ORDERS)
    child = child_order_lock(number=number, now=now, enterprise_id=actor.enterprise_id)
    refuse_unless(child, OPEN)
    address = child.order.shipping_address
    if address is None:
        raise AddressMissing()
    audit.record("child_orders.child_order.recipient_shown", child, actor=str(actor))
    street = f"{address.street_address_1} {address.street_address_2}".strip()
    return Recipient(
        name=address.full_name.strip(),
        phone=str(address.phone),
        address=f"{address.country_area}{address.city}{address.city_area}{street}",
        postcode=address.postal_code,
    )
