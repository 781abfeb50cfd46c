"""Chinese addresses at the moment Saleor validates them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from saleor.account.i18n import AddressForm
from saleor.account.validators import validate_possible_number

from plugins.addresses.errors import AddressRefused, MobileInvalid
from plugins.addresses.rules.contacts import (
    phone_normalise,
    recipient_normalise,
    street_normalise,
    street_within,
    tidy,
)
from plugins.addresses.rules.finding import Place, division_find
from plugins.addresses.selectors import gazetteer

T = TypeVar("T")

#: Saleor's mutations know few codes; an unknown one empties their whole answer.
REQUIRED, INVALID = "required", "invalid"


class ChineseAddressForm(AddressForm):
    """Takes an address as shoppers give it and stores it in the official form.

    One name field is enough, divisions may be short or the county city stand in
    the city's field, the postcode is filled in, and the phone becomes E.164.
    A company or a place of goods may give a landline. Everything wrong is reported
    at once.

    Args:
        has_recipient: somebody takes parcels here, so a name and a number are needed;
            False for a warehouse, whose address in Saleor has no name.
    """

    def __init__(self, *args: Any, has_recipient: bool = True, **kwargs: Any):
        self.has_recipient = has_recipient
        super().__init__(*args, **kwargs)

    def clean_phone(self) -> str:
        phone = self.cleaned_data.get("phone") or ""
        if not self.has_recipient and not tidy(phone):
            return ""
        return self._checked(lambda: self._phone(phone), otherwise="")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.has_recipient:
            self._clean_recipient(data)
        place = self._checked(lambda: self._place(data), otherwise=None)
        street = self._checked(lambda: self._street(data), otherwise="")
        if place is not None:
            division = place.division
            data.update(
                country_area=division.province,
                city=division.city,
                city_area=division.county,
                postal_code=gazetteer().postcode_for(division, tidy(data.get("postal_code"))),
            )
            if street:
                names = (division.province, division.city, division.county)
                data["street_address_1"] = street_within(
                    street, names=names, locality=place.locality
                )
        return data

    def _phone(self, text: str) -> str:
        is_company = not self.has_recipient or bool(tidy(self.data.get("company_name")))
        number = phone_normalise(text, is_company=is_company)
        try:
            # The column refuses numbers of ranges that no operator was given.
            validate_possible_number(number)
        except ValidationError as error:
            raise MobileInvalid(field="phone") from error
        return number

    def _clean_recipient(self, data: dict[str, Any]) -> None:
        first, last, company = (
            tidy(data.get(name)) for name in ("first_name", "last_name", "company_name")
        )
        self._checked(lambda: recipient_normalise(first + last or company), otherwise="")
        data.update(first_name=first or last, last_name=last if first else "", company_name=company)

    @staticmethod
    def _place(data: dict[str, Any]) -> Place:
        return division_find(
            gazetteer(),
            province=data.get("country_area") or "",
            city=data.get("city") or "",
            county=data.get("city_area") or "",
        )

    @staticmethod
    def _street(data: dict[str, Any]) -> str:
        second = tidy(data.get("street_address_2"))
        first = tidy(data.get("street_address_1")) or second
        data["street_address_2"] = "" if first == second else second
        data["street_address_1"] = street_normalise(first)
        return data["street_address_1"]

    def _checked(self, rule: Callable[[], T], *, otherwise: T) -> T:
        """Run a rule; a refusal becomes an error of its field."""
        try:
            return rule()
        except AddressRefused as refusal:
            code = REQUIRED if refusal.required else INVALID
            self.add_error(refusal.field, ValidationError(str(refusal), code=code))
            return otherwise
