"""沼山桃社 with its owner 王社长, and another enterprise that tries its luck."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from saleor.account.models import User

from plugins.brand.models import Enterprise
from plugins.marketplace.actors import MemberActor, actor_for
from plugins.marketplace.models import Member
from plugins.marketplace.services.invitation_deliver import deliver_invitation

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


def user(email: str) -> User:
    made = User.objects.create_user(email, "Peach-orchard-2026")
    made.is_active = True
    made.save(update_fields=["is_active"])
    return made


def enterprise(slug: str, name: str) -> Enterprise:
    return Enterprise.objects.create(
        slug=slug,
        name=name,
        brand_name=name,
        kind="household",
        town="baoan",
        registered_at=NOW,
    )


def join(enterprise: Enterprise, email: str, *roles: str) -> MemberActor:
    member = Member.objects.create(
        enterprise=enterprise, user=user(email), roles=list(roles), joined_at=NOW
    )
    return actor_for(user=member.user, enterprise_id=enterprise.pk)


@pytest.fixture
def orchard(db) -> Enterprise:
    return enterprise("zhaoshan-taoshe", "沼山桃社")


@pytest.fixture
def pottery(db) -> Enterprise:
    return enterprise("baoan-taofang", "保安陶坊")


@pytest.fixture
def owner_wang(orchard) -> MemberActor:
    """王社长, who owns the orchard."""
    return join(orchard, "wang@orchard.example", "owner")


@pytest.fixture
def packer_liu(orchard) -> MemberActor:
    """刘师傅, who packs and ships for the orchard."""
    return join(orchard, "liu@orchard.example", "orders")


@pytest.fixture
def owner_peng(pottery) -> MemberActor:
    """彭老板 of the pottery, who has no business in the orchard."""
    return join(pottery, "peng@pottery.example", "owner")


def code_from_mail(invitation) -> str:
    """Deliver the invitation and read the code out of the mail, as its reader does."""
    deliver_invitation({"invitation_id": invitation.pk})
    found = re.search(r"/enterprise/invitation/([\w-]+)/", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found.group(1)
