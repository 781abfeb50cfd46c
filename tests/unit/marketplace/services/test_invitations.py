from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from saleor.account.models import User

from plugins.kernel.models import AuditEntry, OutboxMessage
from plugins.marketplace import errors
from plugins.marketplace.actors import actor_for, actors_of
from plugins.marketplace.models import Invitation, Member
from plugins.marketplace.rules import MOST_OPEN_INVITATIONS
from plugins.marketplace.services.invitation_accept import (
    invitation_accept,
    invitation_accept_with_password,
    invitation_open,
)
from plugins.marketplace.services.invitation_send import (
    invitation_send,
    invitation_send_first,
)
from plugins.marketplace.services.invitation_withdraw import invitation_withdraw
from tests.unit.marketplace.conftest import NOW, code_from_mail, user

PASSWORD = "Harvest-basket-31"


@pytest.fixture
def invited(owner_wang):
    return invitation_send(
        actor=owner_wang, email=" Chen@Orchard.example ", roles=["goods", "orders"], now=NOW
    )


def accept(code, *, now=NOW, password=PASSWORD):
    return invitation_accept_with_password(code=code, password=password, name="陈会计", now=now)


def test_invited_person_joins_with_a_new_account(invited, orchard):
    member = accept(code_from_mail(invited))

    invited.refresh_from_db()
    assert (member.enterprise, sorted(member.roles)) == (orchard, ["goods", "orders"])
    assert (member.user.email, member.user.is_staff) == ("chen@orchard.example", False)
    assert (invited.state, invited.accepted_by, invited.fingerprint) == ("accepted", member, None)
    assert authenticate(username="chen@orchard.example", password=PASSWORD) == member.user
    assert actor_for(user=member.user, enterprise_id=orchard.pk).member_id == member.pk


def test_mail_names_the_enterprise_the_roles_and_the_end(invited):
    code = code_from_mail(invited)

    letter = mail.outbox[-1]
    assert letter.to == ["chen@orchard.example"]
    assert "邀请您加入沼山桃社" in letter.subject
    assert "商品、订单" in letter.body
    assert "2026-07-08 12:00" in letter.body
    assert code in letter.alternatives[0][0]


def test_code_is_kept_nowhere_but_in_the_mail(invited):
    code = code_from_mail(invited)

    invited.refresh_from_db()
    assert invited.fingerprint
    assert code not in invited.fingerprint
    assert not any(code in str(each.payload) for each in OutboxMessage.objects.all())
    assert not any(code in str(each.details) for each in AuditEntry.objects.all())


def test_person_with_an_account_joins_by_logging_in(invited, orchard):
    chen = user("chen@orchard.example")
    code = code_from_mail(invited)

    with pytest.raises(errors.WrongAccount):
        accept(code)
    member = invitation_accept(code=code, user=chen, now=NOW)

    assert [each.enterprise_id for each in actors_of(user=chen)] == [orchard.pk]
    assert member.user == chen


def test_invitation_is_for_its_address_alone(invited, buyer_li):
    code = code_from_mail(invited)

    with pytest.raises(errors.WrongAccount):
        invitation_accept(code=code, user=buyer_li, now=NOW)

    invited.refresh_from_db()
    assert invited.state == "open"
    assert not Member.objects.filter(user=buyer_li).exists()


@pytest.mark.parametrize("spoil", ["lapsed", "withdrawn", "used", "wrong"])
def test_useless_codes_are_all_answered_alike(invited, owner_wang, spoil):
    code = code_from_mail(invited)
    now = NOW
    if spoil == "lapsed":
        now = NOW + timedelta(days=7)
    elif spoil == "withdrawn":
        invitation_withdraw(actor=owner_wang, invitation_id=invited.pk)
    elif spoil == "used":
        accept(code)
    else:
        code = "x" * 43
    members = Member.objects.count()

    with pytest.raises(errors.InvitationNotFound):
        invitation_open(code=code, now=now)
    with pytest.raises(errors.InvitationNotFound):
        accept(code, now=now)

    assert Member.objects.count() == members


def test_weak_password_makes_no_account(invited):
    code = code_from_mail(invited)

    with pytest.raises(errors.PasswordRefused):
        accept(code, password="12345678")

    assert not User.objects.filter(email="chen@orchard.example").exists()
    assert invitation_open(code=code, now=NOW) == invited


def test_inviting_again_makes_the_earlier_code_useless(invited, owner_wang):
    earlier = code_from_mail(invited)

    again = invitation_send(
        actor=owner_wang, email="chen@orchard.example", roles=["finance"], now=NOW
    )

    with pytest.raises(errors.InvitationNotFound):
        invitation_open(code=earlier, now=NOW)
    assert accept(code_from_mail(again)).roles == ["finance"]


def test_staff_of_the_platform_cannot_join(invited, operator_chen):
    operator_chen.email = "chen@orchard.example"
    operator_chen.save(update_fields=["email"])
    code = code_from_mail(invited)

    with pytest.raises(errors.StaffCannotJoin):
        invitation_accept(code=code, user=operator_chen, now=NOW)

    assert not Member.objects.filter(user=operator_chen).exists()


def test_only_owners_invite(packer_liu):
    with pytest.raises(errors.RoleMissing):
        invitation_send(actor=packer_liu, email="a@b.example", roles=["orders"], now=NOW)

    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("email", "roles", "error"),
    [
        ("not an address", ["orders"], errors.EmailUnusable),
        ("a@b.example", [], errors.RolesEmpty),
        ("a@b.example", ["courier"], errors.RoleUnknown),
    ],
)
def test_unusable_invitation_is_refused(owner_wang, email, roles, error):
    with pytest.raises(error):
        invitation_send(actor=owner_wang, email=email, roles=roles, now=NOW)

    assert not Invitation.objects.exists()


def test_open_invitations_are_limited(owner_wang):
    for number in range(MOST_OPEN_INVITATIONS):
        invitation_send(
            actor=owner_wang, email=f"p{number}@orchard.example", roles=["orders"], now=NOW
        )

    with pytest.raises(errors.InvitationsTooMany):
        invitation_send(actor=owner_wang, email="more@orchard.example", roles=["orders"], now=NOW)

    assert Invitation.objects.filter(state="open").count() == MOST_OPEN_INVITATIONS


def test_another_enterprises_invitation_does_not_exist(invited, owner_peng):
    with pytest.raises(errors.InvitationNotFound):
        invitation_withdraw(actor=owner_peng, invitation_id=invited.pk)

    invited.refresh_from_db()
    assert invited.state == "open"


def test_brand_office_invites_the_first_owner(orchard):
    invitation = invitation_send_first(
        enterprise_id=orchard.pk, email="wang@orchard.example", invited_by="staff:3", now=NOW
    )

    assert accept(code_from_mail(invitation)).roles == ["owner"]
