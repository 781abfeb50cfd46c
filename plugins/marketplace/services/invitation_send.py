"""Invite a person to work for an enterprise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from plugins.brand.public import Enterprise
from plugins.kernel import audit, outbox
from plugins.kernel.transitions import move
from plugins.marketplace import errors, rules
from plugins.marketplace.actors import MemberActor
from plugins.marketplace.models import Invitation
from plugins.marketplace.roles import Role, roles_of
from plugins.marketplace.states import INVITATION_TRANSITIONS, InvitationState


def invitation_send(
    *, actor: MemberActor, email: str, roles: Iterable[str], now: datetime
) -> Invitation:
    """Invite somebody to the actor's enterprise; inviting again renews the offer.

    Raises:
        RoleMissing: the actor is no owner.
        EmailUnusable, RolesEmpty, RoleUnknown, InvitationsTooMany: nothing was changed.
    """
    actor.require(Role.OWNER)
    return _send(
        enterprise_id=actor.enterprise_id, email=email, roles=roles, invited_by=str(actor), now=now
    )


def invitation_send_first(
    *, enterprise_id: int, email: str, invited_by: str, now: datetime
) -> Invitation:
    """Invite an enterprise's owner on the brand office's behalf.

    The caller has checked that `invited_by` may do this.

    Raises:
        EmailUnusable, InvitationsTooMany: nothing was changed.
    """
    return _send(
        enterprise_id=enterprise_id,
        email=email,
        roles=[Role.OWNER.value],
        invited_by=invited_by,
        now=now,
    )


@transaction.atomic
def _send(
    *, enterprise_id: int, email: str, roles: Iterable[str], invited_by: str, now: datetime
) -> Invitation:
    email = _email_checked(email)
    values = roles_checked(roles)
    # Invitations of one enterprise queue up here: the count below is then true.
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise_id)
    mine = Invitation.objects.filter(enterprise_id=enterprise_id, state=InvitationState.OPEN.value)
    earlier = mine.filter(email=email).first()
    if earlier is not None:
        move(
            earlier,
            InvitationState.WITHDRAWN,
            transitions=INVITATION_TRANSITIONS,
            actor=invited_by,
            action="marketplace.invitation.withdrawn",
            reason="renewed",
        )
    if mine.filter(expires_at__gt=now).count() >= rules.MOST_OPEN_INVITATIONS:
        raise errors.InvitationsTooMany(most=rules.MOST_OPEN_INVITATIONS)
    invitation = Invitation.objects.create(
        enterprise_id=enterprise_id,
        email=email,
        roles=values,
        invited_by=invited_by,
        invited_at=now,
        expires_at=now + rules.INVITATION_LIFE,
    )
    audit.record("marketplace.invitation.sent", invitation, actor=invited_by, roles=values)
    outbox.put(
        topic="marketplace.invitation",
        key=str(invitation.pk),
        payload={"invitation_id": invitation.pk},
    )
    return invitation


def roles_checked(values: Iterable[str]) -> list[str]:
    """Return the roles' values, sorted and each once.

    Raises:
        RolesEmpty, RoleUnknown.
    """
    try:
        roles = roles_of(values)
    except ValueError as error:
        raise errors.RoleUnknown(field="roles") from error
    if not roles:
        raise errors.RolesEmpty(field="roles")
    return sorted(role.value for role in roles)


def _email_checked(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise errors.EmailUnusable(field="email") from error
    return email
