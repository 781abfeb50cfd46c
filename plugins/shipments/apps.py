from plugins.kernel.registry import CapabilityConfig
from plugins.shipments import labels


class ShipmentsConfig(CapabilityConfig):
    name = "plugins.shipments"
    label = "mall_shipments"
    verbose_name = "发货"
    saleor_plugins = ("plugins.shipments.plugin.ShipmentsPlugin",)
    outbox = {
        "shipments.report": "plugins.shipments.services.shipment_report.report_owed",
        "shipments.shipped": "plugins.shipments.services.shipment_announce.announce_shipped",
    }
    timeline = "plugins.shipments.selectors.subjects_of_order"
    audit_labels = labels.AUDIT
