"""Owe notices for what is audited, in the transaction that audits it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from plugins.kernel import outbox
from plugins.kernel.models import AuditEntry
from plugins.kernel.notices import declared_notices
from plugins.kernel.registry import EnterpriseNotice

#: Entries that one message of the outbox carries at most.
BATCH = 200


@cache
def notices_by_action() -> dict[str, EnterpriseNotice]:
    """Return what is told after which action; declarations do not change while the shop runs."""
    return declared_notices()


def notices_follow(entries: Sequence[AuditEntry]) -> None:
    """Owe what has to be told; see `CapabilityConfig.audit_follower`."""
    told = [entry.pk for entry in entries if entry.action in notices_by_action()]
    for start in range(0, len(told), BATCH):
        batch = told[start : start + BATCH]
        outbox.put(topic="notices.write", key=f"{batch[0]}-{batch[-1]}", payload={"entries": batch})
