"""Put a coupon on a checkout, or take it off."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from saleor.checkout.models import Checkout
from saleor.checkout.utils import add_voucher_to_checkout, remove_voucher_from_checkout
from saleor.discount.models import NotApplicable
from saleor.discount.utils import fetch_discounts

from plugins.coupons import errors
from plugins.coupons.models import ChosenCoupon, Coupon
from plugins.coupons.rules.fitting import WHY
from plugins.coupons.selectors.fitting import fit_of
from plugins.orders.public import CheckoutNotFound, goods_of_checkout


@transaction.atomic
def coupon_choose(*, buyer: Any, token: UUID, coupon_id: int | None, now: datetime) -> Checkout:
    """Use this coupon for the buyer's checkout instead of any other; None: use none.

    Nothing is held: `orderPlace` looks again.

    Raises:
        CheckoutNotFound, CouponNotFound: not this buyer's.
        CouponNotFitting: says why; the checkout keeps what it had.
    """
    checkout = (
        Checkout.objects.select_for_update(of=("self",)).filter(token=token, user=buyer).first()
    )
    if checkout is None:
        raise CheckoutNotFound(field="checkoutToken")
    if coupon_id is None:
        ChosenCoupon.objects.filter(checkout=checkout).delete()
        remove_voucher_from_checkout(checkout)
        return checkout
    coupon = (
        Coupon.objects.select_related("campaign__voucher").filter(pk=coupon_id, owner=buyer).first()
    )
    if coupon is None:
        raise errors.CouponNotFound(field="couponId")
    _put(checkout, coupon, now=now)
    return checkout


def _put(checkout: Checkout, coupon: Coupon, *, now: datetime) -> None:
    lines = list(checkout.lines.select_related("variant__product"))
    discounts = fetch_discounts(now)
    fit = fit_of(coupon, goods=goods_of_checkout(lines, discounts), now=now)
    if fit.obstacle is not None:
        raise errors.CouponNotFitting(reason=fit.words)
    ChosenCoupon.objects.update_or_create(checkout=checkout, defaults={"coupon": coupon})
    try:
        add_voucher_to_checkout(checkout, lines, coupon.campaign.voucher, discounts)
    except NotApplicable as error:  # the clock went on between two looks
        raise errors.CouponNotFitting(reason=WHY[None]) from error
