"""The coupons of the week: two campaigns that run, one that waits for its enterprise's word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from saleor.product.models import ProductVariant

from plugins.brand.public import makers_of
from plugins.coupons.errors import ClaimedEnough, CouponNotFitting
from plugins.coupons.models import Campaign
from plugins.coupons.services.campaign_run import campaign_propose, campaign_start
from plugins.coupons.services.campaign_write import CampaignFacts, campaign_write
from plugins.coupons.services.coupon_choose import coupon_choose
from plugins.coupons.services.coupon_claim import coupon_claim
from plugins.coupons.states import Bearer, Scope
from plugins.kernel.money import to_fen

CLAIMED_FOR = timedelta(days=30)
USED_WITHIN = 30
OFFICE = "system:demo"


def campaigns_make(
    *, favourites: Sequence[Sequence[ProductVariant]], now: datetime
) -> list[Campaign]:
    """Begin ten off ninety-nine for everybody and an eighth off a trade; ask one enterprise."""
    until = now + CLAIMED_FOR
    days: dict[str, Any] = {"claim_from": now, "claim_until": until, "use_days": USED_WITHIN}
    running = [
        CampaignFacts(
            name="赶集满减券", least_fen=9_900, off_fen=1_000, scope=Scope.EVERYTHING,
            total=500, per_person=2, **days,
        )
    ]  # fmt: skip
    shelves = [shelf for shelf in favourites if shelf]
    if shelves:
        trade_id = shelves[0][0].product.product_type_id
        running.append(
            CampaignFacts(
                name="尝鲜八八折券",
                least_fen=0,
                percent=12,
                ceiling_fen=2_000,
                scope=Scope.TRADE,
                trade_id=trade_id,
                total=300,
                **days,
            )  # fmt: skip
        )
        product_id = shelves[0][0].product_id
        _ask(makers_of(product_ids=[product_id])[product_id], days, now=now)
    campaigns = [campaign_write(facts=facts, actor=OFFICE, now=now) for facts in running]
    return [campaign_start(campaign_id=each.pk, actor=OFFICE, now=now) for each in campaigns]


def _ask(enterprise_id: int, days: dict[str, Any], *, now: datetime) -> None:
    draft = campaign_write(
        facts=CampaignFacts(
            name="店铺满五十减五", least_fen=5_000, off_fen=500, scope=Scope.ENTERPRISE,
            enterprise_id=enterprise_id, bearer=Bearer.ENTERPRISE, total=200, **days,
        ),
        actor=OFFICE,
        now=now,
    )  # fmt: skip
    campaign_propose(campaign_id=draft.pk, actor=OFFICE, now=now)


def coupon_use_perhaps(*, buyer: Any, checkout: Any, number: int, now: datetime) -> None:
    """Let every second order be placed with a coupon, where one is left and fits."""
    if number % 2:
        return
    running = list(Campaign.objects.filter(state="running").order_by("pk"))
    if not running:
        return
    campaign = running[number // 2 % len(running)]
    subtotal = sum(
        to_fen(line.variant.product.price_amount) * line.quantity for line in checkout.lines.all()
    )
    if subtotal < campaign.least_fen:
        return
    try:
        coupon = coupon_claim(buyer=buyer, campaign_id=campaign.pk, now=now)
        coupon_choose(buyer=buyer, token=checkout.token, coupon_id=coupon.pk, now=now)
    except (ClaimedEnough, CouponNotFitting):
        return  # she keeps it for another day
