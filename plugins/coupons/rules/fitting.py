"""Whether a coupon can be used for goods at an instant, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from plugins.coupons.rules.saving import Terms, missing, saving, spread
from plugins.coupons.rules.words import yuan


class Obstacle(Enum):
    """Why a coupon cannot be used."""

    USED = "used"
    PAUSED = "paused"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    OTHER_GOODS = "other_goods"
    TOO_LITTLE = "too_little"


WHY: Mapping[Obstacle | None, str] = {
    None: "金额有变化",
    Obstacle.USED: "已用于其他订单",
    Obstacle.PAUSED: "活动暂停，暂时不能使用",
    Obstacle.NOT_YET: "还没到使用时间",
    Obstacle.EXPIRED: "已过期",
    Obstacle.OTHER_GOODS: "这些商品不在适用范围",
    Obstacle.TOO_LITTLE: "未达到使用门槛",
}


@dataclass(frozen=True)
class Fit:
    """What a coupon does for goods: what it takes off each, or why it cannot be used."""

    obstacle: Obstacle | None = None
    missing_fen: int = 0
    off: Mapping[int, int] = field(default_factory=dict)

    @property
    def saved_fen(self) -> int:
        return sum(self.off.values())

    @property
    def words(self) -> str:
        """Say why not, and what is missing."""
        if self.obstacle is None:
            return ""
        if self.obstacle is Obstacle.TOO_LITTLE and self.missing_fen:
            return f"适用商品还差 {yuan(self.missing_fen)} 元"
        return WHY[self.obstacle]


def fit(
    terms: Terms,
    *,
    covered: Mapping[int, int],
    is_used: bool,
    is_paused: bool,
    valid_from: datetime,
    valid_until: datetime,
    now: datetime,
) -> Fit:
    """Judge a coupon for the goods that its campaign covers, each with its price in fen."""
    whole = sum(covered.values())
    saved = saving(terms, covered_fen=whole)
    checks = (
        (is_used, Obstacle.USED),
        (now >= valid_until, Obstacle.EXPIRED),
        (is_paused, Obstacle.PAUSED),
        (now < valid_from, Obstacle.NOT_YET),
        (not whole, Obstacle.OTHER_GOODS),
        (not saved, Obstacle.TOO_LITTLE),
    )
    for stands, obstacle in checks:
        if stands:
            return Fit(obstacle, missing_fen=missing(terms, covered_fen=whole))
    return Fit(off=spread(saved, covered))
