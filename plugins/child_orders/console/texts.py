"""States and ways in words, and people as far as everybody may see them."""

from __future__ import annotations

from dataclasses import dataclass

from brand_theme.console.public import Label, Tone, name_masked
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.states import OPEN, STATE_TEXT, ChildState
from plugins.kernel.masking import masked_phone
from plugins.shipments.public import Label as Parcel
from plugins.shipments.public import Method, ShippedPart, companies

_TONES = {
    ChildState.TO_SHIP: Tone.CAREFUL,
    ChildState.READY: Tone.WAITING,
    ChildState.COLLECTED: Tone.WAITING,
    ChildState.SHIPPED: Tone.GOOD,
    ChildState.RECEIVED: Tone.GOOD,
}
STATES = {
    state.value: Label(text, _TONES.get(state, Tone.PLAIN)) for state, text in STATE_TEXT.items()
}
#: What the buyer fetches herself goes through fewer states, which mean something else.
_PICK_UP = {
    ChildState.TO_SHIP.value: Label("待备货", Tone.CAREFUL),
    ChildState.READY.value: Label("待自提", Tone.WAITING),
    ChildState.SHIPPED.value: Label("已取货", Tone.GOOD),
    ChildState.RECEIVED.value: Label("已取货", Tone.GOOD),
}
METHODS = {
    Method.EXPRESS: "快递",
    Method.SAME_CITY: "同城配送",
    Method.PICK_UP: "自提",
}


@dataclass(frozen=True)
class MaskedBuyer:
    """Who gets the goods: enough to recognise them, too little to find them."""

    name: str
    phone: str
    place: str


def label_of(child: ChildOrder) -> Label:
    """Say where it stands, in the words of how it reaches its buyer."""
    return (_PICK_UP if child.is_pick_up else STATES).get(child.state, STATES[child.state])


def is_open(child: ChildOrder) -> bool:
    """Whether something has to leave."""
    return ChildState(child.state) in OPEN


def masked_buyer(child: ChildOrder) -> MaskedBuyer:
    address = child.order.shipping_address
    if address is None:
        return MaskedBuyer(name="", phone="", place="")
    return MaskedBuyer(
        name=name_masked(address.full_name),
        phone=masked_phone(str(address.phone)),
        place=f"{address.country_area}{address.city}{address.city_area}",
    )


def parcel_texts(part: ShippedPart) -> list[str]:
    """Return company and number of each parcel; the way alone when there is no parcel."""
    return [_parcel_text(label) for label in part.labels] or [METHODS[part.method]]


def _parcel_text(label: Parcel) -> str:
    company = companies().get(label.company)
    return f"{company.name if company else label.company} {label.tracking_no}"
