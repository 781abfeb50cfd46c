"""Who wants to be told of an event."""

from __future__ import annotations

from django.db.models import QuerySet
from saleor.webhook.event_types import WebhookEventType
from saleor.webhook.models import Webhook


def webhooks_for(event: str) -> QuerySet[Webhook]:
    """Return the active webhooks of active apps that want `event` and may know of it."""
    app_label, codename = WebhookEventType.PERMISSIONS[event].value.split(".")
    return Webhook.objects.filter(
        is_active=True,
        app__is_active=True,
        events__event_type__in=[event, WebhookEventType.ANY],
        app__permissions__codename=codename,
        app__permissions__content_type__app_label=app_label,
    ).distinct()
