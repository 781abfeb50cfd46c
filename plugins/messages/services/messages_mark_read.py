"""A buyer has read messages in the shop."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.messages.errors import MessageNotFound
from plugins.messages.models import Message


@transaction.atomic
def messages_mark_read(*, buyer: Any, ids: Collection[int] | None, now: datetime) -> int:
    """Mark these messages, or all of the buyer's, read; return how many were unread.

    Raises:
        MessageNotFound: one of them is not this buyer's; nothing was marked.
    """
    messages = Message.objects.filter(buyer=buyer)
    if ids is not None:
        messages = messages.filter(pk__in=set(ids))
        if messages.count() != len(set(ids)):
            raise MessageNotFound(field="ids")
    return messages.filter(read_at__isnull=True).update(read_at=now)
