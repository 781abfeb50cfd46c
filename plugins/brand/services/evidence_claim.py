"""An applicant puts a paper on file with its scan, for the formal check to compare.

Only while the application is in its own hands and only for goods in its scope: whatever
is claimed is looked at before anything is decided, and the case shows who claimed it.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from plugins.brand.actors import Actor
from plugins.brand.errors import ScopeEmpty
from plugins.brand.models import GoodsClass, Licence, Permit, Proof
from plugins.brand.rules.permits import PermitKind
from plugins.brand.rules.proofs import ProofKind
from plugins.brand.selectors.proofs import classes_in_scope
from plugins.brand.services.document_add import document_add
from plugins.brand.services.evidence_record import permit_write, proof_write
from plugins.brand.services.licence_revise import licence_in_hand


@transaction.atomic
def evidence_claim(
    *,
    licence_id: int,
    kind: PermitKind | ProofKind,
    number: str,
    goods_class: GoodsClass,
    valid_from: date,
    valid_until: date | None,
    scan: bytes,
    actor: Actor,
    now: datetime,
) -> Permit | Proof:
    """Claim a permit, certificate or report for one class of the application's goods.

    Raises:
        PermissionLacking, NothingFound, MoveRefused, DeadlineOver, FileRefused,
        PermitNumberInvalid, ProofNumberInvalid, PeriodInvalid.
        ScopeEmpty: the class is not in the application.
    """
    licence = licence_in_hand(licence_id=licence_id, actor=actor, now=now)
    if goods_class not in classes_in_scope(licence):
        raise ScopeEmpty(field="goodsClass")
    return _written(
        licence, kind, number, goods_class, valid_from, valid_until, scan=scan, actor=actor, now=now
    )


def _written(
    licence: Licence,
    kind: PermitKind | ProofKind,
    number: str,
    goods_class: GoodsClass,
    valid_from: date,
    valid_until: date | None,
    *,
    scan: bytes,
    actor: Actor,
    now: datetime,
) -> Permit | Proof:
    enterprise = licence.enterprise
    document = document_add(
        title=f"{goods_class.name} {number}",
        content=scan,
        enterprise=enterprise,
        expires_on=None,
        actor=actor,
        now=now,
    )
    if isinstance(kind, PermitKind):
        return permit_write(
            enterprise=enterprise,
            kind=kind,
            number=number,
            valid_from=valid_from,
            valid_until=valid_until,
            goods_classes=[goods_class],
            actor=actor,
            document=document,
        )
    return proof_write(
        enterprise=enterprise,
        goods_class=goods_class,
        kind=kind,
        number=number,
        valid_from=valid_from,
        valid_until=valid_until or date.max,
        actor=actor,
        document=document,
    )
