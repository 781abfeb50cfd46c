"""Packages that Saleor imports at module level and this shop leaves out.

Symptom: `ModuleNotFoundError` for django_prices_vatlayer (EU VAT rates),
django_prices_openexchangerates (currency conversion) and
google_measurement_protocol (reports to Google). One currency, Chinese tax law
and no foreign analytics: those features stay off.

Cause: `saleor/graphql/shop/types.py` (VAT table), `saleor/core/utils/__init__.py`
(`to_local_currency`) and `saleor/core/analytics.py`.

What Saleor runs on every order or shop query must stay quiet: there is no VAT
table, and reports have no payload. What would only run after somebody configured
the feature refuses. A package that is installed after all is left alone.
"""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType
from typing import Any, NoReturn


class LeftOut(RuntimeError):
    """A feature of a package that this shop does not install was called."""


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise LeftOut("本店未安装该功能 · this feature is left out of the shop")


def _no_payload(*_args: Any, **_kwargs: Any) -> list[dict[str, str]]:
    return []


class _NoRows(list[Any]):
    """Answers like a queryset of an empty table."""

    def all(self) -> _NoRows:
        return self

    def filter(self, **_conditions: Any) -> _NoRows:
        return self

    def order_by(self, *_fields: str) -> _NoRows:
        return self

    def first(self) -> None:
        return None


class VAT:
    """Stands for the VAT table, which this shop does not have."""

    objects = _NoRows()


STAND_INS: dict[str, dict[str, Any]] = {
    "django_prices_openexchangerates": {"exchange_currency": _refuse},
    "django_prices_vatlayer": {},
    "django_prices_vatlayer.models": {"VAT": VAT},
    "django_prices_vatlayer.utils": {
        "fetch_rate_types": _refuse,
        "fetch_rates": _refuse,
        "get_tax_for_rate": _refuse,
        "get_tax_rate_types": _refuse,
        "get_tax_rates_for_country": lambda *_args: None,
    },
    "google_measurement_protocol": {
        "item": _no_payload,
        "transaction": _no_payload,
        "pageview": _no_payload,
        "report": _refuse,
    },
}


def _is_installed(package: str) -> bool:
    known = sys.modules.get(package)
    if known is not None:
        return not hasattr(known, "__left_out__")
    return importlib.util.find_spec(package) is not None


def apply() -> None:
    """Put a stand-in where a package is not installed. Safe to call again."""
    for name, names in STAND_INS.items():
        if _is_installed(name.partition(".")[0]):
            continue
        module = ModuleType(name, "Left out of this shop.")
        vars(module).update(names, __left_out__=True, __path__=[])
        sys.modules[name] = module
