"""Who may ask for what, and until when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
#: 消费者权益保护法 art. 25; the law counts from the day after receipt.
NO_REASON_DAYS = 7
#: How long defects can be reported; art. 24 knows no shorter limit than seven days.
DEFECT_DAYS = 15


class Kind(Enum):
    """What the buyer asks for."""

    REFUND_ONLY = "refund_only"  # 仅退款
    RETURN_AND_REFUND = "return_and_refund"  # 退货退款


class Reason(Enum):
    """Why she asks."""

    CHANGED_MIND = "changed_mind"  # 不想要了（七日无理由）
    QUALITY = "quality"  # 质量问题、变质
    DAMAGED = "damaged"  # 破损
    MISSING = "missing"  # 少件、漏发
    WRONG_GOODS = "wrong_goods"  # 发错货、与描述不符
    NOT_RECEIVED = "not_received"  # 没有收到货


class Obstacle(Enum):
    """Why a request is not possible."""

    WINDOW_OVER = "window_over"  # 已超过申请期限
    EXEMPT = "exempt"  # 鲜活易腐，购买时已确认不适用七日无理由
    MUST_RETURN = "must_return"  # 已发货，无理由须退货退款
    NOT_SHIPPED = "not_shipped"  # 尚未发货，只能仅退款
    RECEIVED = "received"  # 已签收，不能以未收到货为由


@dataclass(frozen=True)
class Situation:
    """What the rules need to know of the goods.

    Attributes:
        received_at: None while nobody said that they arrived: windows are open.
        is_exempt: fresh goods, and the buyer confirmed that at this purchase.
    """

    is_shipped: bool
    received_at: datetime | None
    is_exempt: bool


def last_moment(*, received_at: datetime, days: int) -> datetime:
    """Return when a window closes: the end of the last day, counted from the next one."""
    day = received_at.astimezone(BEIJING).date() + timedelta(days=days + 1)
    return datetime.combine(day, time.min, tzinfo=BEIJING)


def obstacle(*, kind: Kind, reason: Reason, situation: Situation, now: datetime) -> Obstacle | None:
    """Say what forbids a request, or None."""
    if not situation.is_shipped:
        return Obstacle.NOT_SHIPPED if kind is Kind.RETURN_AND_REFUND else None
    if reason is Reason.CHANGED_MIND:
        if situation.is_exempt:
            return Obstacle.EXEMPT
        if kind is Kind.REFUND_ONLY:
            return Obstacle.MUST_RETURN
    if reason is Reason.NOT_RECEIVED:
        if kind is Kind.RETURN_AND_REFUND:
            return Obstacle.NOT_SHIPPED
        return Obstacle.RECEIVED if situation.received_at else None
    return _too_late(reason=reason, received_at=situation.received_at, now=now)


def _too_late(*, reason: Reason, received_at: datetime | None, now: datetime) -> Obstacle | None:
    if received_at is None:
        return None
    days = NO_REASON_DAYS if reason is Reason.CHANGED_MIND else DEFECT_DAYS
    return Obstacle.WINDOW_OVER if now >= last_moment(received_at=received_at, days=days) else None


def is_shipping_returned(*, takes_the_rest: bool, is_shipped: bool, reason: Reason) -> bool:
    """Tell whether what was paid for shipping goes back too.

    With the last of the goods, when nothing travelled or the seller is to blame.
    Who changes her mind has had the delivery.
    """
    return takes_the_rest and (not is_shipped or reason is not Reason.CHANGED_MIND)
