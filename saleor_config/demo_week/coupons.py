"""The coupons of the week: three campaigns that run, one that waits for its enterprise's word."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from saleor.product.models import ProductVariant

from plugins.brand.public import makers_of
from plugins.coupons.errors import ClaimedEnough, CouponNotFitting
from plugins.coupons.models import Campaign, Coupon
from plugins.coupons.services.campaign_agree import campaign_agree
from plugins.coupons.services.campaign_run import campaign_propose, campaign_start
from plugins.coupons.services.campaign_write import CampaignFacts, campaign_write
from plugins.coupons.services.coupon_choose import coupon_choose
from plugins.coupons.services.coupon_claim import coupon_claim
from plugins.coupons.states import Bearer, CampaignState, CouponState, Scope
from plugins.kernel.money import to_fen
from plugins.marketplace.public import Role, actor_for, members_of

CLAIMED_FOR = timedelta(days=30)
USED_WITHIN = 30
OFFICE = "system:demo"


@dataclass(frozen=True)
class Term:
    """When a campaign of the week is written, and on which days it runs."""

    now: datetime

    @property
    def days(self) -> dict[str, Any]:
        until = self.now + CLAIMED_FOR
        return {"claim_from": self.now, "claim_until": until, "use_days": USED_WITHIN}


def campaigns_make(*, favourites: Sequence[Sequence[ProductVariant]], now: datetime) -> None:
    """Begin ten off ninety-nine for everybody, an eighth off a trade, and an enterprise's own."""
    term = Term(now)
    _start(
        CampaignFacts(
            name="赶集满减券", least_fen=9_900, off_fen=1_000, scope=Scope.EVERYTHING,
            total=500, per_person=2, **term.days,
        ),
        term,
    )  # fmt: skip
    shelves = [shelf for shelf in favourites if shelf]
    if not shelves:
        return
    first = shelves[0][0].product
    _start(
        CampaignFacts(
            name="尝鲜八八折券", least_fen=0, percent=12, ceiling_fen=2_000, scope=Scope.TRADE,
            trade_id=first.product_type_id, total=300, **term.days,
        ),
        term,
    )  # fmt: skip
    maker = makers_of(product_ids=[first.pk])[first.pk]
    agreed = _proposed(maker, "店铺满五十减五", least_fen=5_000, off_fen=500, term=term)
    if _agree(agreed, term):
        campaign_start(campaign_id=agreed.pk, actor=OFFICE, now=now)
        _proposed(maker, "老客满一百减十二", least_fen=10_000, off_fen=1_200, term=term)


def coupons_claim(*, buyers: Collection[Any], now: datetime) -> None:
    """Let people take one of everything that is on the shelf, for another day."""
    running = Campaign.objects.filter(state=CampaignState.RUNNING.value).order_by("pk")
    for buyer in buyers:
        for campaign in running:
            coupon_claim(buyer=buyer, campaign_id=campaign.pk, now=now)


def _start(facts: CampaignFacts, term: Term) -> None:
    draft = campaign_write(facts=facts, actor=OFFICE, now=term.now)
    campaign_start(campaign_id=draft.pk, actor=OFFICE, now=term.now)


def _proposed(
    enterprise_id: int, name: str, *, least_fen: int, off_fen: int, term: Term
) -> Campaign:
    facts = CampaignFacts(
        name=name, least_fen=least_fen, off_fen=off_fen, scope=Scope.ENTERPRISE,
        enterprise_id=enterprise_id, bearer=Bearer.ENTERPRISE, total=200, **term.days,
    )  # fmt: skip
    draft = campaign_write(facts=facts, actor=OFFICE, now=term.now)
    return campaign_propose(campaign_id=draft.pk, actor=OFFICE, now=term.now)


def _agree(campaign: Campaign, term: Term) -> bool:
    """Have the enterprise's owner say yes; without one nobody may."""
    enterprise_id = campaign.enterprise_id
    for member in members_of(enterprise_ids=[enterprise_id]):
        if Role.OWNER.value in member.roles:
            campaign_agree(
                actor=actor_for(user=member.user, enterprise_id=enterprise_id),
                campaign_id=campaign.pk,
                seen=term.now,
                now=term.now,
            )
            return True
    return False


def coupon_use_claimed(*, buyer: Any, checkout: Any, now: datetime) -> None:
    """Use the youngest of her coupons that fits, where one does."""
    for coupon in Coupon.objects.filter(owner=buyer, state=CouponState.OPEN.value).order_by("-pk"):
        try:
            coupon_choose(buyer=buyer, token=checkout.token, coupon_id=coupon.pk, now=now)
        except CouponNotFitting:
            continue
        return


def coupon_use_perhaps(*, buyer: Any, checkout: Any, number: int, now: datetime) -> None:
    """Let every second order be placed with a coupon, where one is left and fits."""
    if number % 2:
        return
    running = list(Campaign.objects.filter(state=CampaignState.RUNNING.value).order_by("pk"))
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
