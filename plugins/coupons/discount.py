"""What orders ask of coupons; see `plugins.orders.discounts.CheckoutDiscount`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from plugins.coupons.models import Campaign, ChosenCoupon
from plugins.coupons.selectors.fitting import fit_of
from plugins.coupons.services.coupon_use import coupon_give_back, coupon_take, coupon_use
from plugins.orders.public import PricedGoods, Taken


class CouponDiscount:
    """The engine's voucher only points to a campaign; a claimed coupon decides."""

    def saving_fen(
        self, *, token: UUID, voucher_code: str, goods: Mapping[int, PricedGoods], now: datetime
    ) -> int | None:
        if not Campaign.objects.filter(voucher__code=voucher_code).exists():
            return None
        chosen = (
            ChosenCoupon.objects.filter(
                checkout=token, coupon__campaign__voucher__code=voucher_code
            )
            .select_related("coupon__campaign", "checkout")
            .first()
        )
        if chosen is None or chosen.coupon.owner_id != chosen.checkout.user_id:
            return 0
        return fit_of(chosen.coupon, goods=goods, now=now).saved_fen

    def take(
        self,
        *,
        checkout: Any,
        goods: Mapping[int, PricedGoods],
        without_fen: int,
        now: datetime,
    ) -> Taken | None:
        return coupon_take(checkout=checkout, goods=goods, without_fen=without_fen, now=now)

    def use(self, *, taken: Taken, order_id: int, now: datetime) -> None:
        coupon_use(taken=taken, order_id=order_id, now=now)

    def give_back(self, *, order_id: int, reason: str) -> bool:
        return coupon_give_back(order_id=order_id, reason=reason)
