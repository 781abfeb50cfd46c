"""Take an invitation back."""

from __future__ import annotations

from django.db import transaction

from plugins.kernel.transitions import move
from plugins.marketplace import errors
from plugins.marketplace.actors import MemberActor
from plugins.marketplace.models import Invitation
from plugins.marketplace.roles import Role
from plugins.marketplace.states import INVITATION_TRANSITIONS, InvitationState


@transaction.atomic
def invitation_withdraw(*, actor: MemberActor, invitation_id: int) -> Invitation:
    """Make an open invitation of the actor's enterprise useless.

    Raises:
        RoleMissing: the actor is no owner.
        InvitationNotFound: not an open invitation of this enterprise.
    """
    actor.require(Role.OWNER)
    invitation = (
        Invitation.objects.select_for_update()
        .filter(pk=invitation_id, enterprise_id=actor.enterprise_id)
        .first()
    )
    if invitation is None or invitation.state != InvitationState.OPEN.value:
        raise errors.InvitationNotFound()
    move(
        invitation,
        InvitationState.WITHDRAWN,
        transitions=INVITATION_TRANSITIONS,
        actor=str(actor),
        action="marketplace.invitation.withdrawn",
    )
    return invitation
