"""A buyer is to be told something: into the inbox now, to WeChat after commit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.kernel import outbox
from plugins.messages.models import Message
from plugins.messages.rules import MessageKind
from plugins.orders.public import OrderSummary


@transaction.atomic
def message_owe(
    *,
    order: OrderSummary,
    kind: MessageKind,
    occasion: str,
    facts: Mapping[str, Any],
    now: datetime,
) -> Message:
    """Owe the message; the same occasion again changes nothing."""
    message, created = Message.objects.get_or_create(
        kind=kind.value,
        occasion=occasion,
        defaults={
            "buyer_id": order.buyer_id,
            "order_id": order.order_id,
            "facts": {"number": order.number, "goods": order.goods, **facts},
            "created_at": now,
        },
    )
    if created:
        outbox.put(topic="messages.send", key=str(message.pk), payload={"message_id": message.pk})
    return message
