from datetime import timedelta

from plugins.kernel.registry import CapabilityConfig
from plugins.shipments import labels


class ShipmentsConfig(CapabilityConfig):
    name = "plugins.shipments"
    label = "mall_shipments"
    verbose_name = "发货"
    personal_data = "plugins.shipments.personal_data.ShipmentsData"
    saleor_plugins = ("plugins.shipments.plugin.ShipmentsPlugin",)
    outbox = {
        "shipments.report": "plugins.shipments.services.shipment_report.report_owed",
        "shipments.shipped": "plugins.shipments.services.shipment_announce.announce_shipped",
        "shipments.received": "plugins.shipments.services.shipment_announce.announce_received",
        "shipments.settled": "plugins.shipments.services.shipment_announce.announce_settled",
    }
    wechat_pushes = {
        "trade_manage_remind_shipping": "plugins.shipments.pushes.remind_shipping",
        "trade_manage_order_settlement": "plugins.shipments.pushes.order_settlement",
    }
    sweeps = {"shipments.check_settlements": timedelta(minutes=10)}
    console = "plugins.shipments.console"
    timeline = "plugins.shipments.selectors.subjects_of_order"
    audit_labels = labels.AUDIT
    buyer_labels = labels.BUYER

    def ready(self) -> None:
        from plugins.shipments import receivers  # noqa: F401
