"""Begin a campaign, hold it, go on, and end it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.coupons import errors
from plugins.coupons.models import Campaign
from plugins.coupons.states import CAMPAIGN_TRANSITIONS, Bearer, CampaignState
from plugins.kernel import audit
from plugins.kernel.transitions import MoveRefused, move

ACTOR = "system:coupons"


@transaction.atomic
def campaign_propose(*, campaign_id: int, actor: str, now: datetime) -> Campaign:
    """Ask the enterprise that shall bear a draft for its word; it is told.

    Raises:
        CampaignNotFound, NotDraft
        ScopeUnsound: the platform bears it, nobody has to be asked.
    """
    campaign = campaign_locked(campaign_id)
    if campaign.state != CampaignState.DRAFT.value:
        raise errors.NotDraft()
    if campaign.bearer != Bearer.ENTERPRISE.value:
        raise errors.ScopeUnsound()
    if campaign.proposed_at is None:
        campaign.proposed_at = now
        campaign.save(update_fields=["proposed_at"])
        audit.record("coupons.campaign.proposed", campaign, actor=actor)
    return campaign


@transaction.atomic
def campaign_start(*, campaign_id: int, actor: str, now: datetime) -> Campaign:
    """Let buyers claim, on the days that were written.

    Raises:
        CampaignNotFound, MoveRefused
        NotAgreed: the enterprise that bears it has not said yes to these terms.
        OverAlready: the days to claim are over.
    """
    campaign = campaign_locked(campaign_id)
    if campaign.bearer == Bearer.ENTERPRISE.value and campaign.agreed_at is None:
        raise errors.NotAgreed()
    if campaign.claim_until <= now:
        raise errors.OverAlready()
    _move(campaign, CampaignState.RUNNING, action="coupons.campaign.started", actor=actor)
    return campaign


@transaction.atomic
def campaign_pause(*, campaign_id: int, actor: str, reason: str) -> Campaign:
    """Hold a campaign: nothing is claimed, and claimed coupons are not used, until it goes on.

    Raises:
        CampaignNotFound, MoveRefused
    """
    campaign = campaign_locked(campaign_id)
    _move(
        campaign, CampaignState.PAUSED, action="coupons.campaign.paused", actor=actor, reason=reason
    )
    return campaign


@transaction.atomic
def campaign_resume(*, campaign_id: int, actor: str) -> Campaign:
    """Let a held campaign go on.

    Raises:
        CampaignNotFound, MoveRefused
    """
    campaign = campaign_locked(campaign_id)
    if campaign.state == CampaignState.DRAFT.value:
        raise MoveRefused(current=campaign.state, to=CampaignState.RUNNING.value)
    _move(campaign, CampaignState.RUNNING, action="coupons.campaign.resumed", actor=actor)
    return campaign


@transaction.atomic
def campaign_end(*, campaign_id: int, actor: str, reason: str) -> Campaign:
    """End a campaign for good. What was claimed holds to its last day.

    Raises:
        CampaignNotFound, MoveRefused
    """
    campaign = campaign_locked(campaign_id)
    _move(
        campaign, CampaignState.ENDED, action="coupons.campaign.ended", actor=actor, reason=reason
    )
    return campaign


def campaigns_end_due(*, now: datetime) -> int:
    """End the campaigns whose days to claim are over; return how many. Safe to repeat.

    A held one is left: ending it would let its coupons be used again.
    """
    due = Campaign.objects.filter(state=CampaignState.RUNNING.value, claim_until__lte=now)
    ended = 0
    for campaign_id in list(due.order_by("pk").values_list("pk", flat=True)):
        try:
            campaign_end(campaign_id=campaign_id, actor=ACTOR, reason="claim_days_over")
        except MoveRefused:
            continue  # a person was faster
        ended += 1
    return ended


def campaign_locked(campaign_id: int) -> Campaign:
    """Return a campaign, locked to the end of the transaction.

    Raises:
        CampaignNotFound
    """
    found = Campaign.objects.select_for_update(of=("self",)).filter(pk=campaign_id).first()
    if found is None:
        raise errors.CampaignNotFound()
    return found


def _move(
    campaign: Campaign, to: CampaignState, *, action: str, actor: str, reason: str = ""
) -> None:
    move(campaign, to, transitions=CAMPAIGN_TRANSITIONS, actor=actor, action=action, reason=reason)
