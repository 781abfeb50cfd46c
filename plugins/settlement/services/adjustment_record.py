"""Put right what the ledger has wrong: a new entry, never a change."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.settlement.errors import AdjustmentInvalid
from plugins.settlement.models import LedgerEntry
from plugins.settlement.services.entry_book import entry_book
from plugins.settlement.states import EntryKind


@transaction.atomic
def adjustment_record(
    *, enterprise_id: int, fen: int, note: str, key: str, actor: str, now: datetime
) -> LedgerEntry:
    """Book an amount by hand, in the enterprise's favour or against it.

    `key` names the occasion: the same one is booked once. The caller has checked
    that `actor` may do this.

    Raises:
        AdjustmentInvalid: no amount, or no reason.
    """
    entry = (
        entry_book(
            enterprise_id=enterprise_id,
            kind=EntryKind.ADJUSTMENT,
            fen=fen,
            key=key,
            actor=actor,
            now=now,
            note=note.strip()[:200],
        )
        if note.strip()
        else None
    )
    if entry is None:
        raise AdjustmentInvalid(field="note")
    return entry
