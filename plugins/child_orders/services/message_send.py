"""Buyer and enterprise write to each other about a child order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from plugins.child_orders import rules
from plugins.child_orders.errors import MessagesTooMany, MessageTextInvalid
from plugins.child_orders.models import MESSAGE_LONGEST, ChildMessage, ChildOrder, Side
from plugins.child_orders.selectors import child_order_of_buyer, child_order_of_enterprise
from plugins.marketplace.public import MemberActor, Role


def message_send_by_buyer(*, buyer: Any, number: str, text: str, now: datetime) -> ChildMessage:
    """Write to the enterprise.

    Raises:
        ChildOrderNotFound: not a part of this buyer's order.
        MessageTextInvalid, MessagesTooMany: nothing was sent.
    """
    child = child_order_of_buyer(number=number, buyer=buyer)
    return _send(child, side=Side.BUYER, author_id=buyer.pk, text=text, now=now)


def message_send_by_enterprise(
    *, actor: MemberActor, number: str, text: str, now: datetime
) -> ChildMessage:
    """Write to the buyer.

    Raises:
        RoleMissing, ChildOrderNotFound.
        MessageTextInvalid, MessagesTooMany: nothing was sent.
    """
    actor.require(Role.ORDERS)
    child = child_order_of_enterprise(number=number, enterprise_id=actor.enterprise_id)
    return _send(child, side=Side.ENTERPRISE, author_id=actor.user_id, text=text, now=now)


@transaction.atomic
def _send(
    child: ChildOrder, *, side: Side, author_id: int, text: str, now: datetime
) -> ChildMessage:
    tidy = text.strip()
    if not 0 < len(tidy) <= MESSAGE_LONGEST:
        raise MessageTextInvalid(field="text", most=MESSAGE_LONGEST)
    # One author counts at a time, whatever they write about.
    get_user_model().objects.select_for_update().get(pk=author_id)
    since = now - rules.MESSAGES_WITHIN
    lately = ChildMessage.objects.filter(author=author_id, sent_at__gt=since)
    if lately.count() >= rules.MOST_MESSAGES:
        raise MessagesTooMany()
    return ChildMessage.objects.create(
        child_order=child, side=side.value, author_id=author_id, text=tidy, sent_at=now
    )
