"""Owners of three demonstration enterprises, with submissions in every state, points, and a buyer."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils import timezone

from brand_theme.console.public import DemoMember
from plugins.brand.public import Enterprise
from plugins.marketplace.public import ROLE_TEXT, Role, actor_for, member_add

from .demo_buyer import demo_buyer
from .demo_points import demo_points_load
from .demo_submissions import demo_submissions_load

#: Slug of an enterprise → the owner's e-mail and name; `example.com` belongs to nobody.
OWNERS = {
    "zhaoshan-taoshe": ("taoshe@example.com", "王桃社"),
    "keling-jiaofang": ("jiaofang@example.com", "柯椒坊"),
    "tangxia-qing": ("tangxia@example.com", "塘青"),
}


def demo_members() -> list[DemoMember]:
    """Return a buyer, and the owners of those enterprises that the seed has made."""
    known = {each.slug: each for each in Enterprise.objects.filter(slug__in=OWNERS)}
    owners = [
        DemoMember(
            email=email,
            name=name,
            what=f"企业{ROLE_TEXT[Role.OWNER]}·{known[slug].brand_name}（/enterprise/）",
            settle=partial(_settle, known[slug]),
        )
        for slug, (email, name) in OWNERS.items()
        if slug in known
    ]
    return [demo_buyer(), *owners]


def _settle(enterprise: Enterprise, user: Any) -> None:
    now = timezone.now()
    member_add(
        enterprise_id=enterprise.pk,
        user=user,
        roles=[Role.OWNER.value],
        actor="system:demo",
        now=now,
    )
    actor = actor_for(user=user, enterprise_id=enterprise.pk)
    demo_submissions_load(actor=actor, slug=enterprise.slug, now=now)
    demo_points_load(actor=actor, slug=enterprise.slug, now=now)
