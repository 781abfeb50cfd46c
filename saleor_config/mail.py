"""Sending mail only to those who can receive it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

logger = logging.getLogger("shop.mail")

#: RFC 2606 reserves it: no mail server will ever answer for such an address.
UNDELIVERABLE = ".invalid"


class DeliverableBackend(BaseEmailBackend):
    """Hands messages to `DELIVERY_BACKEND`, without recipients nobody can reach.

    Buyers who came through WeChat have a made-up address, because Saleor's users
    need one. They are told in WeChat instead.
    """

    def __init__(self, fail_silently: bool = False, **options: Any):
        super().__init__(fail_silently=fail_silently)
        self._delivery = get_connection(
            settings.DELIVERY_BACKEND, fail_silently=fail_silently, **options
        )

    def open(self) -> bool | None:
        return self._delivery.open()

    def close(self) -> None:
        self._delivery.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return self._delivery.send_messages(
            [message for message in email_messages if _keep_reachable(message)]
        )


def _keep_reachable(message: EmailMessage) -> bool:
    """Strip unreachable recipients; return whether anybody is left."""
    for name in ("to", "cc", "bcc"):
        kept = [each for each in getattr(message, name) if not _is_unreachable(each)]
        setattr(message, name, kept)
    if message.recipients():
        return True
    logger.info("mail %r has no reachable recipient", message.subject)
    return False


def _is_unreachable(address: str) -> bool:
    return address.rstrip("> ").lower().endswith(UNDELIVERABLE)
