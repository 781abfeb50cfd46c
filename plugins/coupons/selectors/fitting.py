"""What a buyer's coupons do for a checkout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from saleor.checkout.models import Checkout
from saleor.discount.utils import fetch_discounts

from plugins.coupons.models import ChosenCoupon, Coupon
from plugins.coupons.rules.fitting import Fit, fit
from plugins.coupons.selectors.covering import Shelf, shelf_of
from plugins.coupons.states import Bearer, CampaignState, CouponState
from plugins.orders.public import CheckoutNotFound, Off, PricedGoods, goods_of_checkout

#: A wallet may hold many; a sheet shows these, the ones that end first.
MOST_SHOWN = 50


@dataclass(frozen=True)
class FittedCoupon:
    """A coupon beside a checkout.

    Attributes:
        is_best: takes off most of all that can be used; of equal ones, the one that ends first.
        is_chosen: the checkout's total is with it.
    """

    coupon: Coupon
    fit: Fit
    is_best: bool
    is_chosen: bool


def fit_of(
    coupon: Coupon,
    *,
    goods: Mapping[int, PricedGoods],
    now: datetime,
    shelf: Shelf | None = None,
) -> Fit:
    """Judge one coupon for goods, each named by its variant."""
    campaign = coupon.campaign
    product_ids = {each.product_id for each in goods.values()}
    shelf = shelf or shelf_of(product_ids=product_ids, campaigns=[campaign])
    return fit(
        campaign.terms,
        covered={
            variant_id: each.fen
            for variant_id, each in goods.items()
            if shelf.covers(campaign, each.product_id)
        },
        is_used=coupon.state != CouponState.OPEN.value,
        is_paused=campaign.state == CampaignState.PAUSED.value,
        valid_from=coupon.valid_from,
        valid_until=coupon.valid_until,
        now=now,
    )


def offs_of(coupon: Coupon, found: Fit) -> dict[int, Off]:
    """Say of each fen that a coupon takes off who bears it."""
    is_subsidised = coupon.campaign.bearer == Bearer.PLATFORM.value
    return {
        variant_id: Off(saved_fen=fen, subsidy_fen=fen if is_subsidised else 0)
        for variant_id, fen in found.off.items()
    }


def coupons_for_checkout(*, buyer: Any, token: UUID, now: datetime) -> Sequence[FittedCoupon]:
    """Return the buyer's unused coupons with what each does for her checkout, the best first.

    Raises:
        CheckoutNotFound: not this buyer's.
    """
    checkout = Checkout.objects.filter(token=token, user=buyer).first()
    if checkout is None:
        raise CheckoutNotFound(field="checkoutToken")
    lines = list(checkout.lines.select_related("variant__product"))
    goods = goods_of_checkout(lines, fetch_discounts(now))
    mine = list(
        Coupon.objects.filter(owner=buyer, state=CouponState.OPEN.value, valid_until__gt=now)
        .select_related("campaign__trade", "campaign__enterprise")
        .order_by("valid_until", "pk")[:MOST_SHOWN]
    )
    shelf = shelf_of(
        product_ids={each.product_id for each in goods.values()},
        campaigns=[coupon.campaign for coupon in mine],
    )
    fits = [(coupon, fit_of(coupon, goods=goods, now=now, shelf=shelf)) for coupon in mine]
    fits.sort(key=lambda each: (-each[1].saved_fen, each[0].valid_until, each[0].pk))
    chosen = _chosen(checkout)
    return [
        FittedCoupon(
            coupon=coupon,
            fit=found,
            is_best=index == 0 and found.obstacle is None,
            is_chosen=coupon.pk == chosen,
        )
        for index, (coupon, found) in enumerate(fits)
    ]


def _chosen(checkout: Checkout) -> int | None:
    """The engine takes a voucher off by itself where it no longer fits."""
    if not checkout.voucher_code:
        return None
    chosen = ChosenCoupon.objects.filter(
        checkout=checkout, coupon__campaign__voucher__code=checkout.voucher_code
    )
    return chosen.values_list("coupon_id", flat=True).first()
