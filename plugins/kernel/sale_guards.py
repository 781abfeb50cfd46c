"""What may be sold at an instant: the one question every place that sells asks.

A capability that forbids sales declares a guard (`CapabilityConfig.sale_guard`).
Lists ask in the set form, carts and orders by product; both come from the same
guard, so goods leave listing, search, cart and checkout at the same instant.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Q
from django.utils.module_loading import import_string

from plugins.kernel.errors import Conflict
from plugins.kernel.registry import capabilities


class SaleForbidden(Conflict):
    """Names the goods that may not be sold, and why."""

    code = "SALE_FORBIDDEN"
    zh = "暂不能销售：{goods}。"
    en = "May not be sold now: {goods}."
    remedy_zh = "请从购物车中移除后再提交。"
    remedy_en = "Remove them from the cart and submit again."


class SaleGuard(Protocol):
    """A capability's word on what may be sold."""

    def sellable(self, *, at: datetime) -> Any:
        """Return the condition on products, for `filter()`; no query of its own."""
        ...

    def refusals(self, *, product_ids: Collection[int], at: datetime) -> dict[int, str]:
        """Return those that may not be sold, each with its reason in Chinese."""
        ...


def sale_guards() -> list[SaleGuard]:
    return [import_string(config.sale_guard)() for config in capabilities() if config.sale_guard]


def sellable(*, at: datetime) -> Q:
    """Return the condition that every product for sale fulfils."""
    condition = Q()
    for guard in sale_guards():
        condition &= Q(guard.sellable(at=at))
    return condition


def sale_refusals(*, product_ids: Collection[int], at: datetime) -> dict[int, str]:
    """Return the products that may not be sold at `at`, each with its first reason."""
    refused: dict[int, str] = {}
    for guard in sale_guards():
        for product_id, reason in guard.refusals(product_ids=product_ids, at=at).items():
            refused.setdefault(product_id, reason)
    return refused


def require_sellable(names: Mapping[int, str], *, at: datetime) -> None:
    """Check products, given by id with the name a buyer knows them by.

    Raises:
        SaleForbidden: naming each that may not be sold, with its reason.
    """
    refused = sale_refusals(product_ids=names.keys(), at=at)
    if refused:
        goods = "、".join(f"{names[product]}（{why}）" for product, why in refused.items())
        raise SaleForbidden(goods=goods)
