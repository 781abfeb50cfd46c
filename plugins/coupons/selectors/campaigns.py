"""Campaigns as an enterprise sees them."""

from __future__ import annotations

from django.db.models import QuerySet

from plugins.coupons.models import Campaign
from plugins.coupons.states import Bearer, CampaignState


def campaigns_of_enterprise(*, enterprise_id: int) -> QuerySet[Campaign]:
    """Return what the enterprise bears or is asked to bear; drafts only once proposed."""
    asked = Campaign.objects.filter(
        bearer=Bearer.ENTERPRISE.value, enterprise=enterprise_id, proposed_at__isnull=False
    )
    return asked.select_related("trade", "enterprise")


def campaigns_to_agree(*, enterprise_id: int) -> QuerySet[Campaign]:
    return campaigns_of_enterprise(enterprise_id=enterprise_id).filter(
        state=CampaignState.DRAFT.value, agreed_at=None
    )
