"""Puts the delivery rules where the engine decides which methods are on offer.

Saleor 2.10.1 has no plugin hook for it. Every path (the list a buyer sees,
choosing a method, completing a checkout, a draft order) goes through one method
of the query set, `saleor/shipping/models.py`, which is wrapped here. A method
that is not on offer can therefore not be chosen either.
"""

from __future__ import annotations

import functools
import inspect
from typing import Any

TARGET = "applicable_shipping_methods_for_instance"
PARAMETERS = ["self", "instance", "price", "country_code"]


class EngineMoved(RuntimeError):
    """The engine's method is gone or takes other parameters."""

    def __init__(self) -> None:
        super().__init__(
            f"Saleor 的 ShippingMethodQueryset.{TARGET} 已变化,配送规则无处生效。"
            "请核对 Saleor 版本后修改 plugins/shipping_rules/engine.py。"
            f" Saleor's ShippingMethodQueryset.{TARGET} has changed, so delivery rules"
            " would not hold. Check the version of Saleor and mend this file."
        )


def install(queryset_class: type) -> None:
    """Narrow the methods `queryset_class` finds to those that apply. Safe to repeat.

    Raises:
        EngineMoved: there is nothing to wrap, or not what we know.
    """
    original: Any = vars(queryset_class).get(TARGET)
    if original is None or list(inspect.signature(original).parameters) != PARAMETERS:
        raise EngineMoved
    if hasattr(original, "__wrapped__"):
        return

    @functools.wraps(original)
    def applicable(self: Any, instance: Any, price: Any, country_code: Any = None) -> Any:
        from .selectors import methods_for_basket

        methods = original(self, instance, price, country_code)
        return None if methods is None else methods_for_basket(methods, instance)

    setattr(queryset_class, TARGET, applicable)
