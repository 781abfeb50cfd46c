"""Hand a kept push to the capability that asks for its kind, once."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from plugins.kernel.errors import DomainError
from plugins.kernel.registry import capabilities
from plugins.wechat.models import WechatPush
from plugins.wechat.states import PushOutcome

logger = logging.getLogger(__name__)


def handler_path(event: str) -> str | None:
    """Return where a capability acts on this kind of push; None when nobody does."""
    for config in capabilities():
        if event in config.wechat_pushes:
            return config.wechat_pushes[event]
    return None


def push_owed(payload: Mapping[str, Any]) -> None:
    """Act on a kept push. A handler of the outbox."""
    push_apply(push_id=payload["push_id"], now=timezone.now())


@transaction.atomic
def push_apply(*, push_id: int, now: datetime) -> PushOutcome:
    """Act on a push under its own lock: what it changes commits with its outcome.

    A refusal is kept with its reason for a person, since another try would meet
    the same books.

    Raises:
        LookupError: the capability that asked for it is no longer part of the shop.
    """
    push = WechatPush.objects.select_for_update().get(pk=push_id)
    if push.outcome != PushOutcome.STORED.value:
        return PushOutcome(push.outcome)
    path = handler_path(push.event)
    if path is None:
        raise LookupError(push.event)
    try:
        with transaction.atomic():
            import_string(path)(content=push.body, now=now)
    except DomainError as refused:
        logger.error("%s is refused: %s", push, refused)
        push.outcome, push.reason = PushOutcome.REFUSED.value, str(refused)[:200]
    else:
        push.outcome = PushOutcome.APPLIED.value
    push.applied_at = now
    push.save(update_fields=["outcome", "reason", "applied_at"])
    return PushOutcome(push.outcome)
