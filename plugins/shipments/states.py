"""The life of a shipment until WeChat knows of it, and beyond."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class ShipmentState(Enum):
    TO_LABEL = "to_label"  # 待填运单: fulfilled in the engine, nobody said how it travels
    OWED = "owed"  # 待上传: WeChat has to be told
    REPORTED = "reported"  # 已上传
    NOT_NEEDED = "not_needed"  # 无需上传: not paid through WeChat, or refunded since
    REFUSED = "refused"  # 上传被拒: a person has to look


_SAID = frozenset({ShipmentState.REPORTED, ShipmentState.NOT_NEEDED, ShipmentState.REFUSED})

TRANSITIONS: Transitions[ShipmentState] = Transitions(
    initial=ShipmentState.TO_LABEL,
    moves={
        ShipmentState.TO_LABEL: frozenset({ShipmentState.OWED, ShipmentState.NOT_NEEDED}),
        ShipmentState.OWED: _SAID,
        # A correction, once; a refused report, as often as a person mends it.
        ShipmentState.REPORTED: frozenset({ShipmentState.OWED}),
        ShipmentState.REFUSED: frozenset({ShipmentState.OWED}),
        ShipmentState.NOT_NEEDED: frozenset(),
    },
)
