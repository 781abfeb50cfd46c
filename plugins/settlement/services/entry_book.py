"""Write into the ledger: the one place that does."""

from __future__ import annotations

from datetime import datetime

from plugins.kernel import audit
from plugins.settlement.models import LedgerEntry, Period
from plugins.settlement.states import EntryKind


def entry_book(
    *,
    enterprise_id: int,
    kind: EntryKind,
    fen: int,
    key: str,
    actor: str,
    now: datetime,
    child_order_id: int | None = None,
    basis_points: int | None = None,
    note: str = "",
    period: Period | None = None,
) -> LedgerEntry | None:
    """Book `fen` once per occasion; nothing is booked for zero.

    Call it inside the transaction that makes the amount true. The same occasion
    returns the entry there is, whatever amount is given the second time.
    """
    if fen == 0:
        return None
    entry, created = LedgerEntry.objects.get_or_create(
        enterprise_id=enterprise_id,
        kind=kind.value,
        key=key,
        defaults={
            "fen": fen,
            "child_order_id": child_order_id,
            "basis_points": basis_points,
            "note": note,
            "booked_by": actor,
            "booked_at": now,
            "period": period,
        },
    )
    if created:
        audit.record(
            "settlement.entry.booked", entry, actor=actor, reason=note, kind=kind.value, fen=fen
        )
    return entry
