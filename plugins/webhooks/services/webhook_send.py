"""Tell one webhook of one event."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Any

from django.contrib.sites.models import Site

from plugins.kernel import outbound
from plugins.kernel.errors import GatewayError
from plugins.webhooks.events import SUBJECTS
from plugins.webhooks.selectors import webhooks_for


class WebhookUnsigned(GatewayError):
    """The webhook has no secret; its receiver could not tell us from anybody else."""

    permanent = True


class WebhookRefused(GatewayError):
    """The receiver answered, but not with success."""


def webhook_send(payload: Mapping[str, Any]) -> None:
    """Deliver what the outbox owes; the outbox tries again after an exception.

    Does nothing when nobody wants it any more: the webhook was switched off or
    deleted, its app lost the permission, or the object is gone.

    Raises:
        TargetRefused, CallFailed, WebhookUnsigned, WebhookRefused
    """
    event = payload["event"]
    webhook = webhooks_for(event).filter(pk=payload["webhook"]).first()
    subject = SUBJECTS[event]
    about = subject.model._default_manager.filter(pk=payload["subject"]).first()
    if webhook is None or about is None:
        return
    if not webhook.secret_key:
        raise WebhookUnsigned(f"webhook {webhook.pk} has no secret key")
    body = subject.payload(about).encode()
    headers = {
        "Content-Type": "application/json",
        "X-Saleor-Event": event,
        "X-Saleor-Domain": Site.objects.get_current().domain,
        "X-Shop-Delivery": payload["delivery"],
        **signature_headers(secret=webhook.secret_key, body=body, at=int(time.time())),
    }
    status = outbound.post(webhook.target_url, content=body, headers=headers)
    if not 200 <= status < 300:
        raise WebhookRefused(f"webhook {webhook.pk} answered {status}", code=str(status))


def signature_headers(*, secret: str, body: bytes, at: int) -> dict[str, str]:
    """Return the timestamp and the HMAC-SHA256 over `<timestamp>.<body>`.

    The receiver refuses what is older than five minutes, so that a copy cannot be
    sent again later.
    """
    digest = hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    return {"X-Shop-Timestamp": str(at), "X-Shop-Signature": f"sha256={digest}"}
