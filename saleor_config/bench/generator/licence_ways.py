"""Where each enterprise's licence stands, and the steps that led there. Pure."""

from __future__ import annotations

from plugins.brand.states import LicenceState

_S = LicenceState
#: Two of three are licensed; the others are spread over everything else.
OTHERS = [state for state in LicenceState if state is not _S.LICENSED]
#: The way of a case, and what each step is called.
WAY = (
    ("submitted", _S.SUBMITTED),
    ("accepted", _S.INSPECTION),
    ("inspected", _S.REVIEW),
    ("noticed", _S.NOTICE),
    ("approved", _S.APPROVED),
    ("agreed", _S.AGREED),
    ("licensed", _S.LICENSED),
)
ASIDE = {
    _S.CORRECTION: ("correction_asked", _S.SUBMITTED),
    _S.REFUSED: ("refused", _S.REVIEW),
    _S.WITHDRAWN: ("withdrawn", _S.LICENSED),
    _S.RECTIFYING: ("rectification_ordered", _S.LICENSED),
    _S.SUSPENDED: ("suspended", _S.LICENSED),
    _S.REVOKED: ("revoked", _S.LICENSED),
}


def state_of(number: int) -> LicenceState:
    return OTHERS[number // 3 % len(OTHERS)] if number % 3 == 2 else _S.LICENSED


def steps_to(state: LicenceState) -> list[tuple[str, LicenceState, LicenceState]]:
    """Return the steps that lead from a draft to `state`."""
    target = ASIDE[state][1] if state in ASIDE else state
    steps: list[tuple[str, LicenceState, LicenceState]] = []
    before = _S.DRAFT
    for action, after in WAY:
        if before is target:
            break
        steps.append((action, before, after))
        before = after
    if state in ASIDE:
        steps.append((ASIDE[state][0], before, state))
    return steps
