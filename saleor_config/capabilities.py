"""The capabilities of the shop: the one list that settings, URLs and schema follow."""

from __future__ import annotations

import importlib

from plugins.kernel.registry import CapabilityConfig

#: The queue of sweeps; workers take from each queue in turn.
SWEEPS = "sweeps"

CAPABILITIES: tuple[str, ...] = (
    "plugins.kernel.apps.KernelConfig",
    "plugins.privacy.apps.PrivacyConfig",
    "plugins.accounts.apps.AccountsConfig",
    "plugins.webhooks.apps.WebhooksConfig",
    "plugins.addresses.apps.AddressesConfig",
    "plugins.shipping_rules.apps.ShippingRulesConfig",
    "plugins.brand.apps.BrandConfig",
    "plugins.orders.apps.OrdersConfig",
    "plugins.wechat.apps.WechatConfig",
    "plugins.wechat_pay.apps.WechatPayConfig",
    "plugins.reconciliation.apps.ReconciliationConfig",
    "plugins.cards.apps.CardsConfig",
    "plugins.shipments.apps.ShipmentsConfig",
    "plugins.after_sales.apps.AfterSalesConfig",
    "plugins.messages.apps.MessagesConfig",
    "plugins.fapiao.apps.FapiaoConfig",
    "plugins.search.apps.SearchConfig",
    "plugins.marketplace.apps.MarketplaceConfig",
    "plugins.notices.apps.NoticesConfig",
    "plugins.settlement.apps.SettlementConfig",
    "plugins.child_orders.apps.ChildOrdersConfig",
    "plugins.pickups.apps.PickupsConfig",
    "plugins.listings.apps.ListingsConfig",
    "plugins.credit.apps.CreditConfig",
    "plugins.reviews.apps.ReviewsConfig",
    "plugins.showcase.apps.ShowcaseConfig",
    "plugins.coupons.apps.CouponsConfig",
    "catalog_seed.apps.CatalogSeedConfig",
    "brand_theme.mini_shop.apps.MiniShopConfig",
    "brand_theme.window.apps.WindowConfig",
    "brand_theme.console.apps.ConsoleConfig",
)


def capability_classes() -> list[type[CapabilityConfig]]:
    """Return the declarations; works before Django is set up."""
    classes = []
    for path in CAPABILITIES:
        module, name = path.rsplit(".", 1)
        classes.append(getattr(importlib.import_module(module), name))
    return classes


def saleor_plugins() -> list[str]:
    """Dotted paths of the Saleor plugins that capabilities bring."""
    return [path for config in capability_classes() for path in config.saleor_plugins]


def beat_schedule() -> dict[str, dict[str, object]]:
    """Celery beat's timetable: each capability's sweeps over its due-lists.

    A sweep that beat queued while no worker ran would pile up, so each expires
    when the next one is due. Behind a busy day's mails it would expire as well, so
    sweeps have a queue of their own.
    """
    return {
        task: {
            "task": task,
            "schedule": interval,
            "options": {"expires": interval.total_seconds(), "queue": SWEEPS},
        }
        for config in capability_classes()
        for task, interval in config.sweeps.items()
    }
