from datetime import timedelta

from plugins.kernel.registry import CapabilityConfig
from plugins.orders import labels


class OrdersConfig(CapabilityConfig):
    name = "plugins.orders"
    label = "mall_orders"
    verbose_name = "订单"
    personal_data = "plugins.orders.personal_data.OrdersData"
    saleor_plugins = ("plugins.orders.plugin.ShippingGuardPlugin",)
    graphql_schema = "plugins.orders.graphql.schema"
    outbox = {
        "orders.paid": "plugins.orders.services.orders_announce.announce_paid",
        "orders.cancelled": "plugins.orders.services.orders_announce.announce_cancelled",
        "orders.refunded": "plugins.orders.services.orders_announce.announce_refunded",
    }
    sweeps = {"orders.close_overdue": timedelta(seconds=20)}
    console = "plugins.orders.console"
    timeline = "plugins.orders.selectors.orders.subjects_of_order"
    audit_labels = labels.AUDIT
    buyer_labels = labels.BUYER
    audit_reasons = labels.REASONS
