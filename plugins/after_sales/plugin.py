from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from saleor.order.error_codes import OrderErrorCode
from saleor.order.models import Fulfillment
from saleor.plugins.base_plugin import BasePlugin

from plugins.after_sales.shipping_guard import AfterSalesGuard
from plugins.orders.public import OrderNotFound, order_lock


class AfterSalesPlugin(BasePlugin):
    """Keeps contested goods from being fulfilled in the engine's own screens.

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
        if AfterSalesGuard().is_contested(order_id=fulfillment.order_id, line_ids=line_ids):
            raise ValidationError(
                {
                    "order": ValidationError(
                        "买家对未发货的商品提出了售后申请，请先处理。"
                        "The buyer has asked for a refund of goods that are still here.",
                        code=OrderErrorCode.FULFILL_ORDER_LINE.value,
                    )
                }
            )
        return previous_value
