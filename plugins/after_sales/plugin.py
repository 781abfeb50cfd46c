from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from saleor.order.error_codes import OrderErrorCode
from saleor.order.models import Fulfillment
from saleor.plugins.base_plugin import BasePlugin

from plugins.after_sales.shipping_guard import AfterSalesGuard
from plugins.orders.public import OrderNotFound, order_lock


class AfterSalesPlugin(BasePlugin):
    """Keeps goods that a case holds from being fulfilled in the engine's own screens.

    `order_ship` asks beforehand; Saleor's mutation does not, so it is asked here,
    inside its transaction: refusing undoes the fulfilment.
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
        kept = AfterSalesGuard().kept_back(order_id=fulfillment.order_id)
        left = fulfillment.order.lines.annotate(left=F("quantity") - F("quantity_fulfilled"))
        beyond = [
            line
            for line in left.filter(pk__in=kept.quantities)
            if line.left < kept.quantities[line.pk]
        ]
        if kept.is_contested or beyond:
            raise ValidationError(
                {
                    "order": ValidationError(
                        "售后处理中或已退款的商品不能发货。"
                        "Goods under a refund request, or refunded, cannot be shipped.",
                        code=OrderErrorCode.FULFILL_ORDER_LINE.value,
                    )
                }
            )
        return previous_value
