"""The life of a fapiao request."""

from __future__ import annotations

from enum import Enum

from plugins.kernel.transitions import Transitions


class FapiaoState(Enum):
    REQUESTED = "requested"  # 待开票: the buyer may still change or withdraw it
    ISSUED = "issued"  # 已开票: number, date and amount are recorded
    REFUSED = "refused"  # 已驳回: the buyer may ask again
    WITHDRAWN = "withdrawn"  # 已撤回: the buyer may ask again


#: An order has at most one request in these states.
LIVE = (FapiaoState.REQUESTED.value, FapiaoState.ISSUED.value)

TRANSITIONS: Transitions[FapiaoState] = Transitions(
    initial=FapiaoState.REQUESTED,
    moves={
        FapiaoState.REQUESTED: frozenset(
            {FapiaoState.ISSUED, FapiaoState.REFUSED, FapiaoState.WITHDRAWN}
        ),
        FapiaoState.ISSUED: frozenset(),
        FapiaoState.REFUSED: frozenset(),
        FapiaoState.WITHDRAWN: frozenset(),
    },
)
