"""How a capability declares what it adds to the shop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import Enum
from typing import ClassVar

from django.apps import AppConfig, apps


class CapabilityConfig(AppConfig):
    """One declaration of everything a capability contributes.

    The composition root reads these attributes; nothing registers itself by
    being imported. The class must be importable before Django is set up.
    """

    #: Dotted paths of `BasePlugin` classes, added to Saleor's `PLUGINS`.
    saleor_plugins: ClassVar[tuple[str, ...]] = ()
    #: Module with `Queries` and/or `Mutations`, merged into the schema, and/or `EXTENSIONS`:
    #: dotted path of another capability's type → type whose fields it gets as well.
    graphql_schema: ClassVar[str | None] = None
    #: Module with `urlpatterns`, mounted at the root.
    urls: ClassVar[str | None] = None
    #: Error codes that Saleor's schema must know.
    error_codes: ClassVar[type[Enum] | None] = None
    #: Celery beat: task name → interval at which it sweeps.
    sweeps: ClassVar[Mapping[str, timedelta]] = {}
    #: Outbox: topic → dotted path of its handler, see `plugins.kernel.outbox`.
    outbox: ClassVar[Mapping[str, str]] = {}
    #: WeChat's pushes: event → dotted path of `(content, now) -> None`, called once for
    #: each push inside a transaction; see `plugins.wechat.services.push_apply`.
    wechat_pushes: ClassVar[Mapping[str, str]] = {}
    #: Dotted path of a `plugins.orders.providers.PaymentProvider`.
    payment_provider: ClassVar[str | None] = None
    #: Dotted path of a `plugins.orders.providers.ShippingGuard`.
    shipping_guard: ClassVar[str | None] = None
    #: Dotted path of `(*, order_id, now) -> None`, called inside the transaction that
    #: places an order, once it is there; a `DomainError` refuses the order.
    order_placed: ClassVar[str | None] = None
    #: Dotted path of a `plugins.kernel.sale_guards.SaleGuard`.
    sale_guard: ClassVar[str | None] = None


def capabilities() -> list[CapabilityConfig]:
    """Return the capabilities of the running shop, in the order of their list."""
    return [config for config in apps.get_app_configs() if isinstance(config, CapabilityConfig)]
