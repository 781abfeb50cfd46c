"""Accept an invitation: with the account one has, or with a new one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from plugins.kernel import audit
from plugins.kernel.transitions import move
from plugins.marketplace import errors, rules
from plugins.marketplace.models import Invitation, Member
from plugins.marketplace.states import (
    INVITATION_TRANSITIONS,
    MEMBER_TRANSITIONS,
    InvitationState,
    MemberState,
)


def invitation_open(*, code: str, now: datetime) -> Invitation:
    """Return the invitation a code opens.

    Raises:
        InvitationNotFound: wrong, used, withdrawn or lapsed; the answer is the same.
    """
    return _found(Invitation.objects.all(), code=code, now=now)


def _found(invitations: Any, *, code: str, now: datetime) -> Invitation:
    invitation = (
        invitations.select_related("enterprise")
        .filter(fingerprint=rules.fingerprint_of(code), state=InvitationState.OPEN.value)
        .first()
    )
    if invitation is None or rules.has_lapsed(expires_at=invitation.expires_at, now=now):
        raise errors.InvitationNotFound()
    return invitation


@transaction.atomic
def invitation_accept(*, code: str, user: Any, now: datetime) -> Member:
    """Join with the account that is logged in.

    Raises:
        InvitationNotFound: the code opens nothing.
        WrongAccount: it was sent to another address.
        StaffCannotJoin: the account is the platform's staff.
    """
    invitation = _found(Invitation.objects.select_for_update(of=("self",)), code=code, now=now)
    if user.email.lower() != invitation.email:
        raise errors.WrongAccount()
    return _join(invitation, user=user, now=now)


@transaction.atomic
def invitation_accept_with_password(
    *, code: str, password: str, name: str, now: datetime
) -> Member:
    """Join with a new account for the invited address; the code proves the address.

    Raises:
        InvitationNotFound: the code opens nothing.
        WrongAccount: there is an account of that address: log in with it instead.
        PasswordRefused: too short, too common, or like the person's own data.
    """
    invitation = _found(Invitation.objects.select_for_update(of=("self",)), code=code, now=now)
    User = get_user_model()
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise errors.WrongAccount()
    user = User(email=invitation.email, first_name=name.strip()[:256], is_active=True)
    user.will_work_for_enterprise = True  # judged as the member it is about to become
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise errors.PasswordRefused(field="password", cause=" ".join(error.messages)) from error
    user.set_password(password)
    user.save()
    return _join(invitation, user=user, now=now)


def _join(invitation: Invitation, *, user: Any, now: datetime) -> Member:
    if user.is_staff:
        raise errors.StaffCannotJoin()
    member = _member(invitation, user=user, now=now)
    move(
        invitation,
        InvitationState.ACCEPTED,
        transitions=INVITATION_TRANSITIONS,
        actor=f"enterprise:{member.enterprise_id}:member:{member.pk}",
        action="marketplace.invitation.accepted",
        changes={"accepted_by_id": member.pk, "fingerprint": None},
    )
    return member


def _member(invitation: Invitation, *, user: Any, now: datetime) -> Member:
    member, created = Member.objects.select_for_update().get_or_create(
        enterprise_id=invitation.enterprise_id,
        user=user,
        defaults={"roles": invitation.roles, "joined_at": now},
    )
    actor = f"enterprise:{member.enterprise_id}:member:{member.pk}"
    if created:
        audit.record("marketplace.member.joined", member, actor=actor, roles=member.roles)
        return member
    roles = sorted({*member.roles, *invitation.roles})
    if member.state == MemberState.LEFT.value:
        move(
            member,
            MemberState.ACTIVE,
            transitions=MEMBER_TRANSITIONS,
            actor=actor,
            action="marketplace.member.joined",
            changes={"roles": invitation.roles, "joined_at": now, "left_at": None},
        )
    elif roles != member.roles:
        Member.objects.filter(pk=member.pk).update(roles=roles)
        member.roles = roles
        audit.record("marketplace.member.roles_changed", member, actor=actor, roles=roles)
    return member
