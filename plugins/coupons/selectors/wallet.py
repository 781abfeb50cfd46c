"""A buyer's coupons, and what belongs to an order."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

from django.db.models import QuerySet

from plugins.coupons.models import Coupon
from plugins.coupons.states import CouponState


class Pocket(Enum):
    """Where a coupon lies in the wallet: a matter of its state and of the clock."""

    USABLE = "usable"  # 可使用, also those whose days are still to come
    USED = "used"  # 已使用
    EXPIRED = "expired"  # 已过期


def coupons_in(pocket: Pocket, *, owner: Any, now: datetime) -> QuerySet[Coupon]:
    """Return the buyer's coupons of one pocket."""
    mine = Coupon.objects.filter(owner=owner).select_related(
        "campaign__trade", "campaign__enterprise", "order__placed"
    )
    if pocket is Pocket.USED:
        return mine.filter(state=CouponState.USED.value)
    still = mine.filter(state=CouponState.OPEN.value)
    return (
        still.filter(valid_until__gt=now)
        if pocket is Pocket.USABLE
        else still.filter(valid_until__lte=now)
    )


def pocket_of(coupon: Coupon, *, now: datetime) -> Pocket:
    if coupon.state == CouponState.USED.value:
        return Pocket.USED
    return Pocket.USABLE if now < coupon.valid_until else Pocket.EXPIRED


def coupon_of_order(*, order_id: int) -> Coupon | None:
    return Coupon.objects.filter(order=order_id).select_related("campaign__enterprise").first()
