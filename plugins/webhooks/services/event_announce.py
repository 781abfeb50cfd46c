"""Owe an event to everybody who wants it."""

from __future__ import annotations

import secrets

from django.db import models

from plugins.kernel import outbox
from plugins.webhooks.selectors import webhooks_for

TOPIC = "webhooks.send"


def event_announce(*, event: str, subject: models.Model) -> int:
    """Put one message for each webhook that wants `event`; return how many.

    Nothing is written or queued when nobody wants it. The message names the object
    and holds nothing of it.
    """
    webhook_ids = webhooks_for(event).values_list("pk", flat=True)
    for webhook_id in webhook_ids:
        delivery = secrets.token_hex(16)
        payload = {
            "webhook": webhook_id,
            "event": event,
            "subject": str(subject.pk),
            "delivery": delivery,
        }
        outbox.put(topic=TOPIC, key=f"{webhook_id}:{delivery}", payload=payload)
    return len(webhook_ids)
