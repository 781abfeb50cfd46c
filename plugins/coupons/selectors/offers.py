"""What buyers can claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F

from plugins.coupons.models import Campaign, Coupon
from plugins.coupons.selectors.covering import covering
from plugins.coupons.states import CampaignState

MOST_SHOWN = 50


@dataclass(frozen=True)
class Offer:
    """A campaign as a buyer sees it: how many she has of it, and whether she can claim one."""

    campaign: Campaign
    claimed_by_me: int

    @property
    def can_claim(self) -> bool:
        return self.campaign.left > 0 and self.claimed_by_me < self.campaign.per_person


def offers(*, buyer: Any, now: datetime, product_id: int | None = None) -> Sequence[Offer]:
    """Return the listed campaigns that can be claimed now, those that save most first.

    What is claimed out is left out, unless this buyer has one of it.
    """
    running = Campaign.objects.filter(
        state=CampaignState.RUNNING.value, code="", claim_from__lte=now, claim_until__gt=now
    )
    if product_id is not None:
        running = covering(running, product_id=product_id)
    found = running.select_related("trade", "enterprise").order_by(
        "-off_fen", "-ceiling_fen", "pk"
    )[:MOST_SHOWN]
    mine = _mine(buyer, found)
    return [
        Offer(campaign, mine.get(campaign.pk, 0))
        for campaign in found
        if campaign.claimed < campaign.total or campaign.pk in mine
    ]


def _mine(buyer: Any, campaigns: Sequence[Campaign]) -> dict[int, int]:
    if buyer is None or not buyer.is_authenticated:
        return {}
    rows = Coupon.objects.filter(owner=buyer, campaign__in=[each.pk for each in campaigns])
    return dict(
        rows.order_by().values(key=F("campaign")).annotate(n=Count("pk")).values_list("key", "n")
    )
