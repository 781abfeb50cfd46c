from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from saleor.order.error_codes import OrderErrorCode
from saleor.order.models import Fulfillment
from saleor.plugins.base_plugin import BasePlugin

from plugins.kernel.errors import DomainError
from plugins.orders.errors import OrderNotFound
from plugins.orders.providers import refuse_to_ship
from plugins.orders.services.order_lock import order_lock


class ShippingGuardPlugin(BasePlugin):
    """Keeps goods that have to stay from being fulfilled in the engine's own screens.

    `order_ship` asks beforehand; Saleor's mutation does not, so it is asked here,
    inside its transaction: refusing undoes the fulfilment. Refunded units need no
    guard: the database refuses to ship what was cancelled.
    """

    PLUGIN_ID = "mall.orders"
    PLUGIN_NAME = "发货把关 Shipping guard"
    PLUGIN_DESCRIPTION = "须留店的商品不能发货。Goods that have to stay are not shipped."
    DEFAULT_ACTIVE = True

    def fulfillment_created(self, fulfillment: Fulfillment, previous_value: Any) -> Any:
        if not self.active:
            return previous_value
        try:
            order_lock(order_id=fulfillment.order_id)
        except OrderNotFound:  # not placed by a buyer: no capability keeps it here
            return previous_value
        line_ids = list(fulfillment.lines.values_list("order_line_id", flat=True))
        try:
            refuse_to_ship(order_id=fulfillment.order_id, line_ids=line_ids)
        except DomainError as error:
            refusal = ValidationError(
                f"{error.message_zh} {error.message_en}",
                code=OrderErrorCode.FULFILL_ORDER_LINE.value,
            )
            raise ValidationError({"order": refusal}) from error
        return previous_value
