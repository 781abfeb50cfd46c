"""A coupon goes into an order, and comes back when the order ends before its goods left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from plugins.coupons import errors
from plugins.coupons.models import Campaign, Coupon
from plugins.coupons.rules.fitting import WHY, Obstacle
from plugins.coupons.selectors.fitting import fit_of, offs_of
from plugins.coupons.states import COUPON_TRANSITIONS, CouponState
from plugins.kernel import audit
from plugins.kernel.money import from_fen
from plugins.kernel.transitions import move
from plugins.orders.public import PricedGoods, Taken

ACTOR = "system:coupons"


def coupon_take(
    *, checkout: Any, goods: Mapping[int, PricedGoods], without_fen: int, now: datetime
) -> Taken | None:
    """Lock the coupon chosen for a checkout and work it out anew; None: none is chosen.

    Raises:
        CouponLost: it can no longer be used; says why and what the total is without it.
    """
    campaign = Campaign.objects.filter(voucher__code=checkout.voucher_code or "").first()
    if campaign is None:
        return None  # nothing, or a voucher that is the engine's own
    coupon = (
        Coupon.objects.select_for_update(of=("self",))
        .select_related("campaign")
        .filter(choices__checkout=checkout, campaign=campaign, owner=checkout.user_id)
        .first()
    )
    if coupon is None:
        raise _lost(campaign, WHY[Obstacle.USED], without_fen)
    found = fit_of(coupon, goods=goods, now=now)
    if found.obstacle is not None:
        raise _lost(campaign, found.words, without_fen)
    return Taken(key=coupon.pk, offs=offs_of(coupon, found))


def coupon_use(*, taken: Taken, order_id: int, now: datetime) -> None:
    """Bind a taken coupon to its order; the transaction that took it holds the lock."""
    coupon = Coupon.objects.select_related("owner").get(pk=taken.key)
    subsidy = sum(off.subsidy_fen for off in taken.offs.values())
    move(
        coupon,
        CouponState.USED,
        transitions=COUPON_TRANSITIONS,
        actor=audit.actor_of(coupon.owner),
        action="coupons.coupon.used",
        changes={
            "order_id": order_id,
            "used_at": now,
            "saved_fen": taken.saved_fen,
            "subsidy_fen": subsidy,
        },
        details={"order": order_id, "fen": taken.saved_fen},
    )


def coupon_give_back(*, order_id: int, reason: str) -> bool:
    """Let the buyer use it again, if its last day is still to come; False: there was none.

    Its history stays with the coupon; the order keeps what was taken off (`LineCost`).
    """
    coupon = Coupon.objects.filter(order=order_id).first()
    if coupon is None:
        return False
    move(
        coupon,
        CouponState.OPEN,
        transitions=COUPON_TRANSITIONS,
        actor=ACTOR,
        action="coupons.coupon.given_back",
        reason=reason,
        changes={"order_id": None, "used_at": None, "saved_fen": 0, "subsidy_fen": 0},
        details={"order": order_id},
    )
    return True


def _lost(campaign: Campaign, reason: str, without_fen: int) -> errors.CouponLost:
    return errors.CouponLost(name=campaign.name, reason=reason, total=f"{from_fen(without_fen)}")
