"""An enterprise applies: draft, submit, correct."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of
from plugins.brand.errors import (
    BrandMissing,
    DeadlineOver,
    EnterpriseMayNotApply,
    GoodsLicensedElsewhere,
    ProofLacking,
    ScopeEmpty,
)
from plugins.brand.models import (
    BrandMark,
    Document,
    Enterprise,
    GoodsClass,
    Licence,
    LicenceScope,
    LicenceTerms,
    ProductMaker,
)
from plugins.brand.rules.terms import months_after
from plugins.brand.selectors.proofs import classes_in_scope, proofs_lacking
from plugins.brand.services.licence_step import enterprise_lock, licence_lock, licence_step
from plugins.brand.services.licensed_goods_settle import products_in_scope
from plugins.brand.states import OPEN, LicenceState
from plugins.kernel import audit


@transaction.atomic
def licence_draft(
    *,
    enterprise_id: int,
    goods_classes: Sequence[GoodsClass],
    product_ids: Sequence[int],
    marks: Sequence[BrandMark],
    labels_wanted: int,
    applicant: Any,
    actor: Actor,
    now: datetime,
) -> Licence:
    """Begin an application under the current terms.

    Raises:
        PermissionLacking, NothingFound, BrandMissing, ScopeEmpty,
        EnterpriseMayNotApply: suspended, or cooling off after a revocation.
    """
    actor.require(Role.APPLY)
    enterprise = enterprise_lock(enterprise_id=enterprise_id)
    terms = LicenceTerms.objects.filter(is_current=True, brand__is_active=True).first()
    if terms is None:
        raise BrandMissing()
    _refuse_barred(enterprise, now=now)
    refuse_foreign_goods(enterprise, goods_classes=goods_classes, product_ids=product_ids)
    licence = Licence.objects.create(
        enterprise=enterprise,
        terms=terms,
        state_since=now,
        applied_at=now,
        applicant=applicant,
        labels_wanted=labels_wanted,
    )
    licence.marks.set(marks)
    LicenceScope.objects.bulk_create(
        [
            *(LicenceScope(licence=licence, goods_class=each) for each in goods_classes),
            *(LicenceScope(licence=licence, product_id=each) for each in product_ids),
        ]
    )
    audit.record("brand.licence.drafted", licence, actor=actor.name, enterprise=enterprise.pk)
    return licence


@transaction.atomic
def licence_submit(
    *,
    licence_id: int,
    actor: Actor,
    now: datetime,
    attachments: Sequence[Document] = (),
) -> Licence:
    """Hand the application in, for the first time or corrected.

    Raises:
        PermissionLacking, NothingFound, MoveRefused.
        DeadlineOver: the time to correct is over.
        ProofLacking: a class of goods asks for a paper that is not on file.
        GoodsLicensedElsewhere: goods are in another open case of the enterprise.
    """
    actor.require(Role.APPLY)
    licence = licence_lock(licence_id=licence_id)
    if licence.state_due is not None and now >= licence.state_due:
        raise DeadlineOver(deadline=day_of(licence.state_due).isoformat())
    missing = proofs_lacking(
        enterprise=licence.enterprise, classes=classes_in_scope(licence), on=day_of(now)
    )
    if missing:
        raise ProofLacking(missing="；".join(missing))
    refuse_goods_of_other_cases(licence)
    licence_step(
        licence=licence,
        to=LicenceState.SUBMITTED,
        action="submitted",
        actor=actor,
        now=now,
        attachments=attachments,
    )
    return licence


def refuse_goods_of_other_cases(licence: Licence) -> None:
    """One licence or application for any product, so that certificates never overlap."""
    mine = set(products_in_scope(licence))
    others = Licence.objects.filter(enterprise_id=licence.enterprise_id, state__in=OPEN).exclude(
        Q(pk=licence.pk) | Q(state=LicenceState.DRAFT.value)
    )
    if any(mine & set(products_in_scope(other)) for other in others):
        raise GoodsLicensedElsewhere()


def _refuse_barred(enterprise: Enterprise, *, now: datetime) -> None:
    if enterprise.suspended_at is not None:
        raise EnterpriseMayNotApply(until="—")
    revoked = (
        Licence.objects.filter(enterprise=enterprise, state=LicenceState.REVOKED.value)
        .select_related("terms")
        .order_by("-ended_at")
        .first()
    )
    if revoked is None or revoked.ended_at is None:
        return
    until = months_after(day_of(revoked.ended_at), revoked.terms.cooling_off_months)
    if day_of(now) < until:
        raise EnterpriseMayNotApply(until=until.isoformat())


def refuse_foreign_goods(
    enterprise: Enterprise, *, goods_classes: Sequence[GoodsClass], product_ids: Sequence[int]
) -> None:
    own = ProductMaker.objects.filter(enterprise=enterprise, product__in=product_ids).count()
    if own != len(set(product_ids)) or not (goods_classes or product_ids):
        raise ScopeEmpty(field="scope")
