"""Note how a difference was explained or mended."""

from datetime import datetime

from plugins.kernel.transitions import move
from plugins.reconciliation.errors import DifferenceNotFound, NoteMissing
from plugins.reconciliation.models import Difference
from plugins.reconciliation.states import DIFFERENCE_TRANSITIONS, DifferenceState


def difference_resolve(*, number: int, by: str, note: str, now: datetime) -> Difference:
    """Close an open difference; who, when and why stay with it.

    Raises:
        NoteMissing, DifferenceNotFound.
        MoveRefused: it is not open.
    """
    if not by.strip() or not note.strip():
        raise NoteMissing()
    difference = Difference.objects.filter(pk=number).first()
    if difference is None:
        raise DifferenceNotFound(number=number)
    move(
        difference,
        DifferenceState.RESOLVED,
        transitions=DIFFERENCE_TRANSITIONS,
        actor=f"accountant:{by.strip()}"[:80],
        action="reconciliation.difference.resolved",
        reason=note.strip()[:200],
        changes={
            "resolved_by": by.strip()[:80],
            "resolved_at": now,
            "note": note.strip(),
        },
    )
    return difference
