"""An enterprise changes its application while it is in its own hands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of
from plugins.brand.errors import DeadlineOver
from plugins.brand.models import BrandMark, GoodsClass, Licence, LicenceScope
from plugins.brand.services.licence_apply import refuse_foreign_goods
from plugins.brand.services.licence_step import licence_lock
from plugins.brand.states import IN_APPLICANTS_HANDS, LicenceState
from plugins.kernel import audit
from plugins.kernel.transitions import MoveRefused


@transaction.atomic
def licence_rescope(
    *,
    licence_id: int,
    goods_classes: Sequence[GoodsClass],
    product_ids: Sequence[int],
    actor: Actor,
    now: datetime,
) -> Licence:
    """Say anew what the application is for.

    Raises:
        PermissionLacking, NothingFound, ScopeEmpty.
        MoveRefused: it has been handed in.
        DeadlineOver: the time to correct is over.
    """
    licence = licence_in_hand(licence_id=licence_id, actor=actor, now=now)
    refuse_foreign_goods(licence.enterprise, goods_classes=goods_classes, product_ids=product_ids)
    licence.scopes.all().delete()
    LicenceScope.objects.bulk_create(
        [
            *(LicenceScope(licence=licence, goods_class=each) for each in goods_classes),
            *(LicenceScope(licence=licence, product_id=each) for each in product_ids),
        ]
    )
    audit.record("brand.licence.revised", licence, actor=actor.name, what="scope")
    return licence


@transaction.atomic
def licence_relabel(
    *,
    licence_id: int,
    marks: Sequence[BrandMark],
    labels_wanted: int,
    actor: Actor,
    now: datetime,
) -> Licence:
    """Say anew which marks, and on how many labels.

    Raises:
        PermissionLacking, NothingFound, MoveRefused, DeadlineOver.
    """
    licence = licence_in_hand(licence_id=licence_id, actor=actor, now=now)
    licence.marks.set(marks)
    licence.labels_wanted = labels_wanted
    licence.save(update_fields=["labels_wanted"])
    audit.record("brand.licence.revised", licence, actor=actor.name, what="labels")
    return licence


def licence_in_hand(*, licence_id: int, actor: Actor, now: datetime) -> Licence:
    """Lock an application that the enterprise may still change.

    Raises:
        PermissionLacking, NothingFound, MoveRefused, DeadlineOver.
    """
    actor.require(Role.APPLY)
    licence = licence_lock(licence_id=licence_id)
    if licence.state not in IN_APPLICANTS_HANDS:
        raise MoveRefused(current=licence.state, to=LicenceState.SUBMITTED.value)
    if licence.state_due is not None and now >= licence.state_due:
        raise DeadlineOver(deadline=day_of(licence.state_due).isoformat())
    return licence
