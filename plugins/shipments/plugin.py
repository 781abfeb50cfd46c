from __future__ import annotations

from typing import Any

from django.utils import timezone
from saleor.order.models import Fulfillment
from saleor.plugins.base_plugin import BasePlugin

from plugins.shipments.services.shipment_open import shipment_notice


class ShipmentsPlugin(BasePlugin):
    """Notices what is fulfilled by other ways than the shop's own command.

    Saleor's fulfilment knows no express company, so somebody has to name it.
    """

    PLUGIN_ID = "mall.shipments"
    PLUGIN_NAME = "发货信息 Shipments"
    PLUGIN_DESCRIPTION = "发货后提醒填写运单并上传微信。Asks for the label of what was shipped."
    DEFAULT_ACTIVE = True

    def fulfillment_created(self, fulfillment: Fulfillment, previous_value: Any) -> Any:
        if not self.active:
            return previous_value
        shipment_notice(order_id=fulfillment.order_id, now=timezone.now())
        return previous_value
