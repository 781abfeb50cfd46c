"""Which orders a demonstration's week has. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class Fate(Enum):
    """How far an order comes by the end of the week."""

    AWAITING = "awaiting"  # 待付款
    CANCELLED = "cancelled"  # 买家取消
    TO_SHIP = "to_ship"  # 待发货，或超时未发
    READY = "ready"  # 待揽收
    COLLECTED = "collected"  # 已揽收
    SHIPPED = "shipped"  # 已发货
    RECEIVED = "received"  # 已收货
    REFUNDED = "refunded"  # 缺货退款
    PICK_UP_WAITING = "pick_up_waiting"  # 待自提
    PICK_UP_FETCHED = "pick_up_fetched"  # 已取货
    CASE_REQUESTED = "case_requested"  # 售后：待处理
    CASE_WAITING = "case_waiting"  # 售后：待寄回
    CASE_RETURNING = "case_returning"  # 售后：退货途中
    CASE_REFUNDING = "case_refunding"  # 售后：退款中
    CASE_REFUNDED = "case_refunded"  # 售后：已退款
    CASE_REFUSED = "case_refused"  # 售后：商家拒绝
    CASE_ARBITRATION = "case_arbitration"  # 售后：平台介入
    CASE_WITHDRAWN = "case_withdrawn"  # 售后：已撤回


@dataclass(frozen=True)
class OrderScript:
    """One order.

    Attributes:
        ago: how long before the end of the week it is placed.
        buyer: whose, among `people.buyers_make`.
        makers: of how many enterprises it has goods.
        is_of_first: whether they are the first demonstrated enterprise's.
        says: buyer and enterprise write to each other.
        wants_fapiao: and whether it is made out by the end.
    """

    number: int
    ago: timedelta
    fate: Fate
    buyer: int
    makers: int = 1
    is_of_first: bool = False
    says: bool = False
    wants_fapiao: bool = False
    is_fapiao_issued: bool = False


_F = Fate
#: Fate, and the hours before the end at which such orders are placed.
_WEEK: tuple[tuple[Fate, tuple[float, ...]], ...] = (
    (_F.RECEIVED, (160, 158, 154, 150, 143, 140, 136, 131, 128, 122, 118, 113, 109, 104)),
    (_F.SHIPPED, (98, 92, 86, 74, 62, 55, 49)),
    (_F.TO_SHIP, (82, 67, 58, 40, 31, 26, 20, 14, 9, 5, 2)),  # the first three are late
    (_F.READY, (44, 21)),
    (_F.COLLECTED, (46, 38)),
    (_F.AWAITING, (0.1, 0.05)),
    (_F.CANCELLED, (110, 60, 16)),
    (_F.REFUNDED, (126, 70)),
    (_F.CASE_REQUESTED, (84,)),  # asked yesterday: two days later the platform agrees by itself
    (_F.CASE_WAITING, (119,)),
    (_F.CASE_RETURNING, (134,)),
    (_F.CASE_REFUNDING, (106,)),
    (_F.CASE_REFUNDED, (148,)),
    (_F.CASE_REFUSED, (115,)),
    (_F.CASE_ARBITRATION, (138,)),
    (_F.CASE_WITHDRAWN, (101,)),
)
#: What one buyer fetches herself: she lives one town away.
_FETCHED: tuple[tuple[Fate, float], ...] = ((_F.PICK_UP_FETCHED, 95), (_F.PICK_UP_WAITING, 29))
#: Who fetches, among `people.buyers_make`.
NEIGHBOUR = 7
BUYERS = 8
#: Cases that the first demonstrated enterprise can answer, and whose they are.
_ITS_CASES: dict[Fate, int] = {_F.CASE_REQUESTED: 1, _F.CASE_WAITING: NEIGHBOUR}


def week() -> list[OrderScript]:
    """Return the orders of the week, the oldest first."""
    placed = sorted(
        ((hours, fate) for fate, times in _WEEK for hours in times), key=lambda x: -x[0]
    )
    delivered = [
        OrderScript(
            number=number,
            ago=timedelta(hours=hours),
            fate=fate,
            buyer=_ITS_CASES.get(fate, number % BUYERS),
            makers=1 if fate in _ITS_CASES else (1, 1, 2, 1, 3, 1)[number % 6],
            is_of_first=fate in _ITS_CASES,
            says=number % 5 == 2,
            wants_fapiao=number % 4 == 0 and fate in (_F.RECEIVED, _F.SHIPPED, _F.TO_SHIP),
            is_fapiao_issued=number % 8 == 0,
        )
        for number, (hours, fate) in enumerate(placed)
    ]
    fetched = [
        OrderScript(number=number, ago=timedelta(hours=hours), fate=fate, buyer=NEIGHBOUR)
        for number, (fate, hours) in enumerate(_FETCHED, start=len(delivered))
    ]
    return sorted(delivered + fetched, key=lambda script: -script.ago)
