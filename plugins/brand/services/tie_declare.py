"""A person declares an interest in an enterprise, and keeps out of its cases."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.models import Enterprise, EnterpriseTie
from plugins.kernel import audit


@transaction.atomic
def tie_declare(*, enterprise: Enterprise, user: Any, relation: str, actor: Actor) -> EnterpriseTie:
    """Record the tie. Anybody declares their own; the office declares others'.

    Raises:
        PermissionLacking
    """
    if actor.user_id != user.pk:
        actor.require(Role.MANAGE_ENTERPRISES)
    tie, is_new = EnterpriseTie.objects.get_or_create(
        enterprise=enterprise, user=user, defaults={"relation": relation}
    )
    if is_new:
        audit.record("brand.tie.declared", tie, actor=actor.name, enterprise=enterprise.pk)
    return tie
