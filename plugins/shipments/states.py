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


class WechatOrderState(Enum):
    """How WeChat sees a paid order (`order_state`)."""

    TO_SHIP = 1  # 待发货
    SHIPPED = 2  # 已发货
    RECEIVED = 3  # 确认收货
    DONE = 4  # 交易完成: the money is paid out
    REFUNDED = 5  # 已退款
    AWAITING_SETTLEMENT = 6  # 资金待结算: received
