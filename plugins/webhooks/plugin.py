"""The events of Saleor that webhooks can ask for."""

from __future__ import annotations

from typing import Any

from saleor.plugins.base_plugin import BasePlugin
from saleor.webhook.event_types import WebhookEventType as Event

from plugins.webhooks.services.event_announce import event_announce


class WebhooksPlugin(BasePlugin):
    """In place of `saleor.plugins.webhook`, which follows redirects into any network."""

    PLUGIN_ID = "mall.webhooks"
    PLUGIN_NAME = "事件推送"
    PLUGIN_DESCRIPTION = "把订单、顾客、商品等事件签名后推送给外部应用。"
    DEFAULT_ACTIVE = True
    CONFIG_STRUCTURE: dict[str, Any] = {}

    def order_created(self, order: Any, previous_value: Any) -> Any:
        return self._announce(Event.ORDER_CREATED, order, previous_value)

    def order_fully_paid(self, order: Any, previous_value: Any) -> Any:
        return self._announce(Event.ORDER_FULLY_PAID, order, previous_value)

    def order_updated(self, order: Any, previous_value: Any) -> Any:
        return self._announce(Event.ORDER_UPDATED, order, previous_value)

    def order_cancelled(self, order: Any, previous_value: Any) -> Any:
        return self._announce(Event.ORDER_CANCELLED, order, previous_value)

    def order_fulfilled(self, order: Any, previous_value: Any) -> Any:
        return self._announce(Event.ORDER_FULFILLED, order, previous_value)

    def fulfillment_created(self, fulfillment: Any, previous_value: Any) -> Any:
        return self._announce(Event.FULFILLMENT_CREATED, fulfillment, previous_value)

    def customer_created(self, customer: Any, previous_value: Any) -> Any:
        return self._announce(Event.CUSTOMER_CREATED, customer, previous_value)

    def product_created(self, product: Any, previous_value: Any) -> Any:
        return self._announce(Event.PRODUCT_CREATED, product, previous_value)

    def checkout_quantity_changed(self, checkout: Any, previous_value: Any) -> Any:
        return self._announce(Event.CHECKOUT_QUANTITY_CHANGED, checkout, previous_value)

    def _announce(self, event: str, subject: Any, previous_value: Any) -> Any:
        if self.active:
            event_announce(event=event, subject=subject)
        return previous_value
