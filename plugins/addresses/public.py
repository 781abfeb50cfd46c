"""What other capabilities may use of addresses."""

from plugins.addresses.errors import AddressRefused, MobileInvalid, PhoneMissing
from plugins.addresses.forms import ChineseAddressForm
from plugins.addresses.rules.contacts import (
    mobile_normalise,
    phone_normalise,
    phone_written,
    recipient_normalise,
    street_normalise,
    street_within,
    tidy,
)
from plugins.addresses.rules.divisions import Division, Gazetteer
from plugins.addresses.rules.finding import Place, division_find
from plugins.addresses.rules.pasted import Pasted, paste_parse
from plugins.addresses.selectors import gazetteer

__all__ = [
    "AddressRefused",
    "ChineseAddressForm",
    "Division",
    "Gazetteer",
    "MobileInvalid",
    "Pasted",
    "PhoneMissing",
    "Place",
    "division_find",
    "gazetteer",
    "mobile_normalise",
    "paste_parse",
    "phone_normalise",
    "phone_written",
    "recipient_normalise",
    "street_normalise",
    "street_within",
    "tidy",
]
