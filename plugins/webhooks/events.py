"""Which events there are, what each is about, and how it is told.

A payload is made when it is sent, not when the event happens: it says how things
stand, and nobody's address waits in a queue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from saleor.account.models import User
from saleor.checkout.models import Checkout
from saleor.order.models import Fulfillment, Order
from saleor.product.models import Product
from saleor.webhook import payloads
from saleor.webhook.event_types import WebhookEventType as Event


@dataclass(frozen=True)
class Subject:
    """What an event is about."""

    model: type[models.Model]
    payload: Callable[[Any], str]


_ORDER = Subject(Order, payloads.generate_order_payload)

SUBJECTS: Mapping[str, Subject] = {
    Event.ORDER_CREATED: _ORDER,
    Event.ORDER_FULLY_PAID: _ORDER,
    Event.ORDER_UPDATED: _ORDER,
    Event.ORDER_CANCELLED: _ORDER,
    Event.ORDER_FULFILLED: _ORDER,
    Event.FULFILLMENT_CREATED: Subject(Fulfillment, payloads.generate_fulfillment_payload),
    Event.CUSTOMER_CREATED: Subject(User, payloads.generate_customer_payload),
    Event.PRODUCT_CREATED: Subject(Product, payloads.generate_product_payload),
    Event.CHECKOUT_QUANTITY_CHANGED: Subject(Checkout, payloads.generate_checkout_payload),
}
