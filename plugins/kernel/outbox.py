"""Side effects that survive a crash: owed in the database, done after commit.

A service puts a message in the transaction that makes it true. After the commit
a task delivers it; when that task is lost with its worker, the sweep finds the
message still owed. Delivery is at least once, so handlers bear repetition.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from plugins.kernel import audit
from plugins.kernel.models import OutboxMessage, OutboxState
from plugins.kernel.registry import capabilities

logger = logging.getLogger(__name__)

Handler = Callable[[Mapping[str, Any]], None]

#: Nobody else tries a message while one process is at it.
LEASE = timedelta(minutes=2)
#: Waiting after each failed attempt; after the last one the message is put aside.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600, 6 * 3600))
BATCH = 200


class TopicUnknown(LookupError):
    """No capability handles the topic; refused while it is put, not when it is due."""


def put(*, topic: str, key: str, payload: Mapping[str, Any]) -> None:
    """Owe a side effect; the same `topic` and `key` are owed once.

    Must run inside the transaction that makes it due.

    Raises:
        TopicUnknown: no capability declares a handler for `topic`.
    """
    handler_of(topic)
    message, created = OutboxMessage.objects.get_or_create(
        topic=topic, key=key, defaults={"payload": dict(payload), "due_at": timezone.now()}
    )
    if created:
        # Robust: a broker that is down delays the effect, the sweep makes up for it.
        transaction.on_commit(lambda: _nudge(message.pk), robust=True)


def _nudge(message_id: int) -> None:
    from plugins.kernel.tasks import outbox_deliver_one_task

    outbox_deliver_one_task.delay(message_id)


def handler_of(topic: str) -> Handler:
    """Return the handler that a capability declares for `topic`."""
    for config in capabilities():
        if topic in config.outbox:
            return import_string(config.outbox[topic])
    raise TopicUnknown(topic)


def deliver_due(*, now: datetime) -> int:
    """Deliver what is owed and due; return how many messages were tried."""
    due = OutboxMessage.objects.filter(state=OutboxState.PENDING, due_at__lte=now)
    ids = list(due.order_by("due_at").values_list("pk", flat=True)[:BATCH])
    return sum(deliver(message_id=message_id, now=now) for message_id in ids)


def deliver(*, message_id: int, now: datetime) -> bool:
    """Try one message; return False when it is not due or another process has it.

    No lock is held while the handler runs: the message is leased by moving its
    due time, so it comes back by itself if this process dies.
    """
    leased = OutboxMessage.objects.filter(
        pk=message_id, state=OutboxState.PENDING, due_at__lte=now
    ).update(due_at=now + LEASE, attempts=F("attempts") + 1)
    if not leased:
        return False
    message = OutboxMessage.objects.get(pk=message_id)
    try:
        handler_of(message.topic)(message.payload)
    except Exception as error:  # noqa: BLE001  (kept on the message, seen by a person)
        _postpone(message, error=error, now=now)
    else:
        OutboxMessage.objects.filter(pk=message_id).update(
            state=OutboxState.DONE, done_at=timezone.now(), last_error=""
        )
    return True


def _postpone(message: OutboxMessage, *, error: Exception, now: datetime) -> None:
    logger.warning("outbox %s failed for the %s. time", message, message.attempts, exc_info=error)
    told = f"{type(error).__name__}: {error}"[:500]
    if message.attempts > len(WAITS):
        logger.error("outbox %s is put aside", message)
        changes = {"state": OutboxState.DEAD, "last_error": told}
    else:
        changes = {"due_at": now + WAITS[message.attempts - 1], "last_error": told}
    OutboxMessage.objects.filter(pk=message.pk).update(**changes)


def revive(*, message_id: int, now: datetime) -> bool:
    """Give a message that was put aside all its attempts again."""
    revived = OutboxMessage.objects.filter(pk=message_id, state=OutboxState.DEAD).update(
        state=OutboxState.PENDING, attempts=0, due_at=now
    )
    return bool(revived)


@transaction.atomic
def retry(*, message_id: int, actor: str, now: datetime) -> bool:
    """Let a person put a dead message back; False when it is not dead (any more)."""
    if not revive(message_id=message_id, now=now):
        return False
    message = OutboxMessage.objects.get(pk=message_id)
    audit.record(
        "kernel.outbox.retried", message, actor=actor, topic=message.topic, key=message.key
    )
    transaction.on_commit(lambda: _nudge(message_id), robust=True)
    return True
