"""Reads of messages, consents and templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, Q, QuerySet

from plugins.messages.models import Message, MessageConsent
from plugins.messages.rules import MessageKind, Template, templates_read
from plugins.messages.states import MessageState


@dataclass(frozen=True)
class MessageSetting:
    """What a buyer's settings page shows of one kind.

    Attributes:
        template_id: what `wx.requestSubscribeMessage` takes; empty when WeChat is not used.
        grants: messages the buyer still accepts in WeChat, as far as we know.
        asked_at: when the buyer was last asked, so that nobody is asked all the time.
    """

    kind: MessageKind
    template_id: str
    is_on: bool
    grants: int
    asked_at: datetime | None


def templates() -> dict[MessageKind, Template]:
    """Return the templates of the settings.

    Raises:
        ImproperlyConfigured: one of them could never be sent.
    """
    try:
        return templates_read(settings.WECHAT_MESSAGE_TEMPLATES)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"WECHAT_MESSAGE_TEMPLATES 无法使用 · cannot be used:\n{error}"
        ) from error


def message_settings_of(buyer: Any) -> list[MessageSetting]:
    """Return every kind, whether the buyer ever said something about it or not."""
    consents = {each.kind: each for each in MessageConsent.objects.filter(buyer=buyer)}
    known = templates()
    entries = []
    for kind in MessageKind:
        consent = consents.get(kind.value) or MessageConsent(kind=kind.value)
        entries.append(
            MessageSetting(
                kind=kind,
                template_id=known[kind].id if kind in known else "",
                is_on=consent.is_on,
                grants=consent.grants,
                asked_at=consent.asked_at,
            )
        )
    return entries


def messages_of(buyer: Any, *, unread_only: bool = False) -> QuerySet[Message]:
    """Return the buyer's messages, newest first, whether WeChat took them or not."""
    messages = Message.objects.filter(buyer=buyer).select_related("order__placed")
    return messages.filter(read_at__isnull=True) if unread_only else messages


def messages_needing_a_person() -> QuerySet[Message]:
    """Return what WeChat refused for good, and what it has not taken so far."""
    return Message.objects.filter(
        Q(state=MessageState.FAILED.value) | (Q(state=MessageState.OWED.value) & ~Q(last_error=""))
    ).select_related("order__placed")


def subjects_of_order(*, order_id: int) -> list[Model]:
    """Return what the timeline of an order is about; see `plugins.kernel.registry`."""
    return list(Message.objects.filter(order_id=order_id))
