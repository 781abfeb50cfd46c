"""What the audited moves of a shipment are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "shipments.shipment.opened": ("待填写运单", "Shipment awaits its label"),
    "shipments.shipment.labelled": ("运单已填写", "Shipment labelled"),
    "shipments.shipment.corrected": ("运单已更正", "Label corrected"),
    "shipments.shipment.reported": ("已上传微信发货信息", "WeChat told of the shipment"),
    "shipments.shipment.refused": ("微信拒绝发货信息，需人工处理", "WeChat refused it: act"),
    "shipments.shipment.not_needed": ("无需上传微信", "WeChat need not be told"),
    "shipments.order.reminded": ("微信催发货", "WeChat reminded to ship"),
    "shipments.shipment.received": ("买家已收货", "The buyer has the goods"),
    "shipments.shipment.settled": ("微信已结算货款", "WeChat settled the money"),
    "shipments.shipment.concluded": ("发货信息告一段落", "Shipment concluded"),
}

BUYER: Mapping[str, tuple[str, str]] = {
    "shipments.shipment.received": ("您已收货", "You received the goods"),
}
