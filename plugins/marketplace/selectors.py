"""Who works for an enterprise and who is invited; asked for by a member of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from plugins.marketplace.actors import MemberActor
from plugins.marketplace.models import Invitation, Member
from plugins.marketplace.states import InvitationState, MemberState


def colleagues(actor: MemberActor) -> QuerySet[Member]:
    active = Member.objects.filter(
        enterprise_id=actor.enterprise_id, state=MemberState.ACTIVE.value
    )
    return active.select_related("user", "enterprise")


def members_of(*, enterprise_ids: Collection[int]) -> QuerySet[Member]:
    """Return who works for enterprises at present, with their accounts, in one query."""
    active = Member.objects.filter(
        enterprise__in=enterprise_ids, state=MemberState.ACTIVE.value, user__is_active=True
    )
    return active.select_related("user").order_by("pk")


def open_invitations(actor: MemberActor, *, now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        enterprise_id=actor.enterprise_id, state=InvitationState.OPEN.value, expires_at__gt=now
    )
