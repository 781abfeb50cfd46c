"""A buyer claims a coupon, on a page or with a code."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from plugins.coupons import errors
from plugins.coupons.models import Campaign, Coupon
from plugins.coupons.rules.codes import normalised
from plugins.coupons.rules.days import window
from plugins.coupons.services.campaign_run import campaign_locked
from plugins.coupons.states import CampaignState
from plugins.kernel import audit
from plugins.kernel.errors import DomainError
from plugins.kernel.throttle import Rate, throttle

#: Codes tried by one account; eight signs of thirty-two leave nothing to guess at this pace.
CODES = Rate(most=10, seconds=600)


def coupon_claim(*, buyer: Any, campaign_id: int, now: datetime) -> Coupon:
    """Give the buyer one coupon of a campaign that is listed.

    Refusals name the campaign, so of one that has never been listed there are none.

    Raises:
        CampaignNotFound: none, or one that is claimed with a code only or was never listed.
        NotClaimable, AllClaimed, ClaimedEnough
    """
    was_listed = (
        Campaign.objects.filter(pk=campaign_id, code="", claim_from__lte=now)
        .exclude(state=CampaignState.DRAFT.value)
        .exclude(state=CampaignState.ENDED.value, claimed=0)
    )
    if not was_listed.exists():
        raise errors.CampaignNotFound(field="campaignId")
    return _claim(buyer=buyer, campaign_id=campaign_id, now=now)


def coupon_claim_by_code(*, buyer: Any, code: str, now: datetime) -> Coupon:
    """Give the buyer one coupon of the campaign with this code.

    Raises:
        TooOften: too many codes were tried.
        CodeUnknown: whatever is wrong with it; only who has claimed it already is told so.
    """
    throttle("coupons.code", str(buyer.pk), CODES)
    campaign = Campaign.objects.filter(code=normalised(code)).exclude(code="").first()
    if campaign is None:
        raise errors.CodeUnknown(field="code")
    try:
        return _claim(buyer=buyer, campaign_id=campaign.pk, now=now)
    except errors.ClaimedEnough:
        raise
    except DomainError as error:
        raise errors.CodeUnknown(field="code") from error


@transaction.atomic
def _claim(*, buyer: Any, campaign_id: int, now: datetime) -> Coupon:
    """The campaign's lock lets one after the other look how many are left."""
    campaign = campaign_locked(campaign_id)
    mine = Coupon.objects.filter(campaign=campaign, owner=buyer).count()
    if mine >= campaign.per_person:
        raise errors.ClaimedEnough(name=campaign.name, most=campaign.per_person)
    is_open = campaign.claim_from <= now < campaign.claim_until
    if campaign.state != CampaignState.RUNNING.value or not is_open:
        raise errors.NotClaimable(name=campaign.name)
    if campaign.left < 1:
        raise errors.AllClaimed(name=campaign.name)
    days = window(
        claimed_at=now,
        use_from=campaign.use_from,
        use_until=campaign.use_until,
        use_days=campaign.use_days,
        zone=timezone.get_default_timezone(),
    )
    campaign.claimed += 1
    campaign.save(update_fields=["claimed"])
    coupon = Coupon.objects.create(
        campaign=campaign,
        owner=buyer,
        nth=mine + 1,
        claimed_at=now,
        valid_from=days.since,
        valid_until=days.until,
    )
    audit.record(
        "coupons.coupon.claimed", coupon, actor=audit.actor_of(buyer), campaign=campaign.pk
    )
    return coupon
