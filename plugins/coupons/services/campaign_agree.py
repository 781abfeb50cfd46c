"""An enterprise says whether it bears a campaign: its own word, in its own console."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.coupons import errors
from plugins.coupons.models import Campaign
from plugins.coupons.services.campaign_run import campaign_locked
from plugins.coupons.states import Bearer, CampaignState
from plugins.kernel import audit
from plugins.marketplace.public import MemberActor, Role


@transaction.atomic
def campaign_agree(
    *, actor: MemberActor, campaign_id: int, seen: datetime, now: datetime
) -> Campaign:
    """Agree to bear a draft on the terms of `seen`, when they were proposed. Owners only.

    Raises:
        RoleMissing, CampaignNotFound
        NothingToAgree: it does not wait for a word, or not on these terms.
    """
    campaign = _waiting(actor, campaign_id, seen)
    campaign.agreed_at, campaign.agreed_by = now, str(actor)
    campaign.save(update_fields=["agreed_at", "agreed_by"])
    audit.record("coupons.campaign.agreed", campaign, actor=str(actor))
    return campaign


@transaction.atomic
def campaign_decline(
    *, actor: MemberActor, campaign_id: int, seen: datetime, reason: str
) -> Campaign:
    """Say no; marketing may write other terms and ask again.

    Raises:
        RoleMissing, CampaignNotFound, NothingToAgree
    """
    campaign = _waiting(actor, campaign_id, seen)
    campaign.proposed_at = None
    campaign.save(update_fields=["proposed_at"])
    audit.record("coupons.campaign.declined", campaign, actor=str(actor), reason=reason[:200])
    return campaign


def _waiting(actor: MemberActor, campaign_id: int, seen: datetime) -> Campaign:
    actor.require(Role.OWNER)
    campaign = campaign_locked(campaign_id)
    if campaign.enterprise_id != actor.enterprise_id or campaign.bearer != Bearer.ENTERPRISE.value:
        raise errors.CampaignNotFound()  # other enterprises' do not exist
    waits = campaign.state == CampaignState.DRAFT.value and campaign.agreed_at is None
    if not waits or campaign.proposed_at != seen:
        raise errors.NothingToAgree()
    return campaign
