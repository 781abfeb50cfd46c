"""Tamper evidence of the audit trail: each sealed entry's hash covers the one before it.

Entries are written without waiting for each other. A sweep seals what is committed, in
batches, under a lock of its own; what it has not reached yet is the unsealed tail. The
key of the hashes is not in the database, so who can write there cannot mend the chain.

Cutting off the end of the chain shows by comparison only: the head is logged each time
it moves, and `audit_verify --head` compares.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection, transaction

from plugins.kernel.models import AuditEntry

logger = logging.getLogger("shop.audit")

BATCH = 500
MOST_BATCHES = 40
#: Names the chain among advisory locks.
LOCK = 0x6175_6469
START = "0" * 64


@dataclass(frozen=True)
class Head:
    """The last sealed entry."""

    position: int
    hash: str


@dataclass(frozen=True)
class Proof:
    """What `verify` found. `broken` says what is wrong with the first bad entry, if any."""

    sealed: int
    unsealed: int
    unsealed_since: datetime | None
    head: Head
    broken: str = ""


def hash_of(entry: AuditEntry, *, position: int, before: str) -> str:
    """Return the HMAC-SHA256 over the entry, its place, and the hash before it."""
    said = [
        before,
        position,
        entry.pk,
        entry.at.astimezone(UTC).isoformat(),
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.actor,
        entry.reason,
        entry.details,
        entry.address,
        entry.session,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def seal() -> int:
    """Seal what is committed; return how many entries. Another process at it: none."""
    sealed = 0
    for _ in range(MOST_BATCHES):
        done = _seal_batch()
        sealed += done
        if done < BATCH:
            break
    if sealed:
        head = head_now()
        logger.info("audit chain head %s:%s", head.position, head.hash)
    return sealed


@transaction.atomic
def _seal_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
    entries = list(AuditEntry.objects.filter(position__isnull=True).order_by("pk")[:BATCH])
    _write(_sealed(entries, head_now()))
    return len(entries)


def head_now() -> Head:
    last = (
        AuditEntry.objects.filter(position__isnull=False)
        .order_by("-position")
        .values_list("position", "hash")
        .first()
    )
    return Head(*last) if last else Head(0, START)


def _sealed(entries: Iterable[AuditEntry], head: Head) -> list[tuple[int, int, str]]:
    rows = []
    for entry in entries:
        position = head.position + 1
        head = Head(position, hash_of(entry, position=position, before=head.hash))
        rows.append((entry.pk, head.position, head.hash))
    return rows


def _write(rows: list[tuple[int, int, str]]) -> None:
    if not rows:
        return
    keys, positions, hashes = (list(column) for column in zip(*rows, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE mall_kernel_auditentry AS entry SET position = new.position, hash = new.hash"
            " FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS new(id, position, hash)"
            " WHERE entry.id = new.id",
            [keys, positions, hashes],
        )


def verify(*, noted: Head | None = None) -> Proof:
    """Compute the whole chain again.

    Args:
        noted: a head that was written down elsewhere; the chain must still hold it.
    """
    head, broken = Head(0, START), ""
    entries = AuditEntry.objects.filter(position__isnull=False).order_by("position")
    for entry in entries.iterator(chunk_size=2000):
        broken = _fault(entry, head) or _differs(entry, noted)
        if broken:
            break
        head = Head(entry.position, entry.hash)
    if not broken and noted is not None and noted.position > head.position:
        broken = (
            f"链尾缺失 · the end is missing: {noted.position} was sealed, {head.position} is last"
        )
    tail = AuditEntry.objects.filter(position__isnull=True)
    oldest = tail.order_by("at").values_list("at", flat=True).first()
    return Proof(head.position, tail.count(), oldest, head, broken)


def _fault(entry: AuditEntry, head: Head) -> str:
    if entry.position != head.position + 1:
        return f"缺少第 {head.position + 1} 条 · entry {head.position + 1} is missing"
    if entry.hash != hash_of(entry, position=entry.position, before=head.hash):
        return f"第 {entry.position} 条被改动 · entry {entry.position} was changed: {entry}"
    return ""


def _differs(entry: AuditEntry, noted: Head | None) -> str:
    if noted is None or entry.position != noted.position or entry.hash == noted.hash:
        return ""
    return f"第 {entry.position} 条与记录的链头不符 · entry {entry.position} is not the one noted"
