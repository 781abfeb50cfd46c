from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from saleor.order.error_codes import OrderErrorCode
from saleor.order.models import Fulfillment
from saleor.plugins.base_plugin import BasePlugin

from plugins.kernel.errors import DomainError
from plugins.orders.public import OrderNotFound, order_lock, refuse_to_ship


class AfterSalesPlugin(BasePlugin):
    """Keeps goods that have to stay from being fulfilled in the engine's own screens.

    `order_ship` asks beforehand; Saleor's mutation does not, so it is asked here,
    inside its transaction: refusing undoes the fulfilment. Refunded units need no
    guard: the database refuses to ship what was cancelled.
    """

    PLUGIN_ID = "mall.after_sales"
    PLUGIN_NAME = "售后 After-sales"
    PLUGIN_DESCRIPTION = "售后处理中的商品不能发货。Goods under a refund request stay here."
    DEFAULT_ACTIVE = True

    def fulfillment_created(self, fulfillment: Fulfillment, previous_value: Any) -> Any:
        if not self.active:
            return previous_value
        try:
            order_lock(order_id=fulfillment.order_id)
        except OrderNotFound:  # not placed by a buyer: no case can be about it
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
