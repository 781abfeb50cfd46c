"""Which coupons a buyer claimed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from plugins.coupons.models import Coupon
from plugins.coupons.states import CouponState
from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words


class CouponsData(PersonalData):
    title: ClassVar[Words] = ("优惠券", "Coupons")
    kept: ClassVar[Words | None] = (
        "已用于订单的优惠券，属于订单的账目（《会计法》）",
        "coupons used for orders, which belong to the orders' books",
    )

    def held(self, *, user: Any) -> Any:
        coupons = Coupon.objects.filter(owner=user).select_related("campaign")
        return [
            {
                "coupon": coupon.campaign.name,
                "claimed_at": moment(coupon.claimed_at),
                "used_at": moment(coupon.used_at),
                "saved_fen": coupon.saved_fen,
            }
            for coupon in coupons
        ]

    def erase(self, *, user: Any, now: datetime) -> None:
        mine = Coupon.objects.filter(owner=user)
        mine.filter(state=CouponState.OPEN.value).delete()
        mine.update(owner=None)
