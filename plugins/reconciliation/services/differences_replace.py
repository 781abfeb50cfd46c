"""Put what a comparison found in place of what the one before found."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from plugins.kernel import audit
from plugins.kernel.transitions import move
from plugins.reconciliation.models import BillDay, Difference
from plugins.reconciliation.rules import Finding
from plugins.reconciliation.states import DIFFERENCE_TRANSITIONS, DifferenceState


def differences_replace(
    *, bill: BillDay, findings: Sequence[Finding], now: datetime, actor: str
) -> None:
    """List new differences, close those that are gone, keep what people explained.

    An explained one opens again only when its amounts are others now. Must run
    in the transaction that also moves the bill.
    """
    known = {(row.kind, row.reference): row for row in bill.differences.select_for_update()}
    new: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = (finding.kind.value, finding.reference)
        new[key] = _together(new[key], finding) if key in new else finding
    for key, row in known.items():
        if key in new:
            _found_again(row, new[key], actor=actor, now=now)
        elif row.state == DifferenceState.OPEN.value:
            _move(row, DifferenceState.GONE, actor=actor, reason="not_found_again")
    created = Difference.objects.bulk_create(
        [_row(bill, finding, now) for key, finding in new.items() if key not in known],
        batch_size=1000,
    )
    if created:
        audit.record("reconciliation.differences.found", bill, actor=actor, count=len(created))


def _together(one: Finding, other: Finding) -> Finding:
    """Make one difference of two under one name, such as a row that stands there thrice."""
    return replace(
        one,
        ours_fen=_sum(one.ours_fen, other.ours_fen),
        theirs_fen=_sum(one.theirs_fen, other.theirs_fen),
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)


def _row(bill: BillDay, finding: Finding, now: datetime) -> Difference:
    return Difference(
        bill=bill,
        kind=finding.kind.value,
        reference=finding.reference,
        out_trade_no=finding.out_trade_no,
        transaction_id=finding.transaction_id,
        ours_fen=finding.ours_fen,
        theirs_fen=finding.theirs_fen,
        detail=finding.detail[:100],
        found_at=now,
    )


def _found_again(row: Difference, finding: Finding, *, actor: str, now: datetime) -> None:
    amounts: dict[str, Any] = {"ours_fen": finding.ours_fen, "theirs_fen": finding.theirs_fen}
    same = (row.ours_fen, row.theirs_fen) == (finding.ours_fen, finding.theirs_fen)
    gone = row.state == DifferenceState.GONE.value
    if gone or (not same and row.state == DifferenceState.RESOLVED.value):
        changes = {**amounts, "found_at": now}
        _move(row, DifferenceState.OPEN, actor=actor, reason="found_again", changes=changes)
    elif not same:
        Difference.objects.filter(pk=row.pk).update(**amounts)
        audit.record("reconciliation.difference.changed", row, actor=actor, **amounts)


def _move(
    row: Difference,
    to: DifferenceState,
    *,
    actor: str,
    reason: str,
    changes: Mapping[str, Any] | None = None,
) -> None:
    move(
        row,
        to,
        transitions=DIFFERENCE_TRANSITIONS,
        actor=actor,
        action=f"reconciliation.difference.{to.value}",
        reason=reason,
        changes=changes,
    )
