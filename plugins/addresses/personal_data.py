"""The address book."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from plugins.kernel.personal_data import PersonalData, address_facts
from plugins.kernel.registry import Words


class AddressBook(PersonalData):
    title: ClassVar[Words] = ("收货地址", "Addresses")

    def held(self, *, user: Any) -> Any:
        return [address_facts(address) for address in user.addresses.all()]

    def erase(self, *, user: Any, now: datetime) -> None:
        user.addresses.all().delete()
        user.default_shipping_address = user.default_billing_address = None
        user.save(update_fields=["default_shipping_address", "default_billing_address"])
