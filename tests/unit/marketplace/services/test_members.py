import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from plugins.kernel.audit import history_of
from plugins.kernel.errors import DomainError
from plugins.marketplace import errors
from plugins.marketplace.actors import actor_for, actors_of
from plugins.marketplace.models import Member
from plugins.marketplace.roles import Role
from plugins.marketplace.services.member_change import member_remove, member_roles_set
from tests.unit.marketplace.conftest import NOW, join

LATER = NOW + timedelta(days=3)


def member_of(actor) -> Member:
    return Member.objects.get(pk=actor.member_id)


def test_owner_gives_another_member_a_role(owner_wang, packer_liu):
    member = member_roles_set(
        actor=owner_wang, member_id=packer_liu.member_id, roles=["orders", "finance"]
    )

    assert member.held_roles == {Role.ORDERS, Role.FINANCE}
    assert history_of(member).last().details == {
        "before": ["orders"],
        "roles": ["finance", "orders"],
    }


def test_nobody_but_an_owner_changes_roles_or_removes_others(owner_wang, packer_liu):
    with pytest.raises(errors.RoleMissing):
        member_roles_set(actor=packer_liu, member_id=packer_liu.member_id, roles=["owner"])
    with pytest.raises(errors.RoleMissing):
        member_remove(actor=packer_liu, member_id=owner_wang.member_id, now=LATER)

    assert member_of(packer_liu).roles == ["orders"]
    assert member_of(owner_wang).state == "active"


def test_last_owner_can_neither_leave_nor_give_the_role_up(owner_wang, packer_liu):
    with pytest.raises(errors.LastOwner):
        member_remove(actor=owner_wang, member_id=owner_wang.member_id, now=LATER)
    with pytest.raises(errors.LastOwner):
        member_roles_set(actor=owner_wang, member_id=owner_wang.member_id, roles=["goods"])

    assert member_of(owner_wang).roles == ["owner"]


def test_who_left_may_do_nothing_any_more(owner_wang, packer_liu, orchard):
    member = member_remove(actor=owner_wang, member_id=packer_liu.member_id, now=LATER)

    assert (member.state, member.left_at) == ("left", LATER)
    assert actors_of(user=member.user) == []
    with pytest.raises(errors.NotAMember):
        actor_for(user=member.user, enterprise_id=orchard.pk)


def test_members_of_another_enterprise_do_not_exist(owner_peng, packer_liu, orchard):
    with pytest.raises(errors.MemberNotFound):
        member_roles_set(actor=owner_peng, member_id=packer_liu.member_id, roles=["owner"])
    with pytest.raises(errors.MemberNotFound):
        member_remove(actor=owner_peng, member_id=packer_liu.member_id, now=LATER)
    with pytest.raises(errors.NotAMember):
        actor_for(user=member_of(owner_peng).user, enterprise_id=orchard.pk)

    assert member_of(packer_liu).state == "active"


def test_the_database_refuses_staff_as_member_and_member_as_staff(
    orchard, packer_liu, operator_chen
):
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(
            enterprise=orchard, user=operator_chen, roles=["owner"], joined_at=NOW
        )
    user = member_of(packer_liu).user
    user.is_staff = True
    with pytest.raises(IntegrityError), transaction.atomic():
        user.save(update_fields=["is_staff"])

    assert not Member.objects.filter(user=operator_chen).exists()


def test_staff_flag_shuts_the_enterprise_out_even_before_the_database_is_asked(orchard, packer_liu):
    user = member_of(packer_liu).user
    user.is_staff = True

    assert actors_of(user=user) == []


@pytest.mark.django_db(transaction=True)
def test_two_owners_cannot_remove_each_other_at_once(orchard, owner_wang):
    other = join(orchard, "zhang@orchard.example", "owner")
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def remove(actor, victim):
        start.wait()
        try:
            member_remove(actor=actor, member_id=victim.member_id, now=LATER)
            outcomes.append("removed")
        except DomainError as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    pair = [
        threading.Thread(target=remove, args=(owner_wang, other)),
        threading.Thread(target=remove, args=(other, owner_wang)),
    ]
    for thread in pair:
        thread.start()
    for thread in pair:
        thread.join()

    assert sorted(outcomes) == ["LAST_OWNER", "removed"]
    assert Member.objects.filter(enterprise=orchard, state="active").count() == 1
