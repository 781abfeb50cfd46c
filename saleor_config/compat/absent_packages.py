"""Packages that Saleor imports at module level and this shop leaves out.

Symptom: `ModuleNotFoundError` for django_prices_vatlayer (EU VAT rates),
django_prices_openexchangerates (currency conversion), google_measurement_protocol
(page-view reporting). One currency, Chinese tax law and no foreign analytics:
the features stay off, and calling into one says so.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, NoReturn

from .targets import TargetMoved


class LeftOut(RuntimeError):
    """A feature of a package that this shop does not install was called."""


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise LeftOut("本店未安装该功能 · this feature is left out of the shop")


class _NoRates:
    """Stands for the VAT table, which this shop does not have: no rows."""

    class objects:  # noqa: N801  (the name Saleor reads)
        @staticmethod
        def order_by(*_fields: str) -> list[Any]:
            return []

        @staticmethod
        def filter(**_conditions: Any) -> Any:
            class Empty:
                @staticmethod
                def first() -> None:
                    return None

            return Empty()


def _module(name: str, **names: Any) -> None:
    if name in sys.modules and not getattr(sys.modules[name], "__left_out__", False):
        raise TargetMoved(sys.modules[name], "__left_out__")
    module = ModuleType(name)
    vars(module).update(names, __left_out__=True, __path__=[])
    sys.modules[name] = module


def apply() -> None:
    _module("django_prices_openexchangerates", exchange_currency=_refuse)
    _module("django_prices_vatlayer")
    _module("django_prices_vatlayer.models", VAT=_NoRates)
    _module(
        "django_prices_vatlayer.utils",
        fetch_rate_types=_refuse,
        fetch_rates=_refuse,
        get_tax_for_rate=_refuse,
        get_tax_rates_for_country=lambda *_: None,
    )
    _module("google_measurement_protocol", **dict.fromkeys(("event", "item", "pageview", "report", "transaction", "payload"), _refuse))
