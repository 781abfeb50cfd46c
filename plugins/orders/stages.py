"""What a buyer waits for: the shelves of her list of orders.

Orders know when they are paid. What was sent, received, reviewed or complained about
is known to capabilities above, which declare it as `order_stages`.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from plugins.kernel.registry import capabilities
from plugins.orders.models import PlacedOrder
from plugins.orders.states import OrderState


class OrderStage(Enum):
    TO_PAY = "to_pay"  # 待付款
    TO_SHIP = "to_ship"  # 待发货: something of it has not left
    TO_RECEIVE = "to_receive"  # 待收货: something of it is on its way
    TO_REVIEW = "to_review"  # 待评价: something of it arrived and can be reviewed
    AFTER_SALES = "after_sales"  # 售后: a case was opened, whatever became of it


def orders_in_stage(
    orders: QuerySet[PlacedOrder], *, stage: OrderStage, buyer: Any, now: datetime
) -> QuerySet[PlacedOrder]:
    """Return those of the buyer's `orders` that are in a stage, as one query.

    An order of several enterprises can be in several stages at once.
    """
    if stage is OrderStage.TO_PAY:
        return orders.filter(state=OrderState.AWAITING_PAYMENT.value)
    return orders.filter(order__in=_answerer(stage)(buyer=buyer, now=now))


def _answerer(stage: OrderStage) -> Any:
    (path,) = (
        config.order_stages[stage.value]
        for config in capabilities()
        if stage.value in config.order_stages
    )
    return import_string(path)
