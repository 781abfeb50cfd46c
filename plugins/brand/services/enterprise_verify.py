"""The office has compared the file with the papers: the right to sell runs on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of, midnight_after
from plugins.brand.errors import BrandMissing
from plugins.brand.models import Enterprise, LicenceTerms
from plugins.brand.rules.terms import months_after
from plugins.brand.services.licence_step import enterprise_lock
from plugins.brand.services.licensed_goods_settle import enterprise_goods_settle
from plugins.kernel import audit


@transaction.atomic
def enterprise_verify(*, enterprise_id: int, actor: Actor, now: datetime) -> Enterprise:
    """Verify the file; the next verification is due `reverify_months` later.

    Does not lift a suspension.

    Raises:
        PermissionLacking, NothingFound, BrandMissing.
    """
    actor.require(Role.MANAGE_ENTERPRISES)
    enterprise = enterprise_lock(enterprise_id=enterprise_id)
    terms = LicenceTerms.objects.filter(is_current=True).first()
    if terms is None:
        raise BrandMissing()
    enterprise.verified_at = now
    enterprise.verify_by = midnight_after(months_after(day_of(now), terms.reverify_months))
    enterprise.save(update_fields=["verified_at", "verify_by"])
    enterprise_goods_settle(enterprise=enterprise, now=now)
    audit.record(
        "brand.enterprise.verified",
        enterprise,
        actor=actor.name,
        verify_by=enterprise.verify_by.isoformat(),
    )
    return enterprise
