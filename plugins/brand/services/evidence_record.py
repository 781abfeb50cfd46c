"""Record permits, quality certificates and trademarks of an enterprise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.errors import PeriodInvalid, PermitNumberInvalid, ProofNumberInvalid
from plugins.brand.models import Document, Enterprise, GoodsClass, Permit, Proof, Trademark
from plugins.brand.rules.permits import PermitKind, permit_number_checked
from plugins.brand.rules.proofs import ProofKind, proof_number_checked, trademark_number_checked
from plugins.kernel import audit


@transaction.atomic
def permit_record(
    *,
    enterprise: Enterprise,
    kind: PermitKind,
    number: str,
    valid_from: date,
    valid_until: date | None,
    goods_classes: Sequence[GoodsClass],
    actor: Actor,
    document: Document | None = None,
) -> Permit:
    """Record a permit for classes of goods.

    Raises:
        PermissionLacking, PermitNumberInvalid (also: known already), PeriodInvalid.
    """
    actor.require(Role.MANAGE_ENTERPRISES)
    return permit_write(
        enterprise=enterprise,
        kind=kind,
        number=number,
        valid_from=valid_from,
        valid_until=valid_until,
        goods_classes=goods_classes,
        actor=actor,
        document=document,
    )


def permit_write(
    *,
    enterprise: Enterprise,
    kind: PermitKind,
    number: str,
    valid_from: date,
    valid_until: date | None,
    goods_classes: Sequence[GoodsClass],
    actor: Actor,
    document: Document | None,
) -> Permit:
    """Write the permit; the caller has checked who may, inside a transaction.

    Raises:
        PermitNumberInvalid (also: known already), PeriodInvalid.
    """
    number = permit_number_checked(kind=kind, number=number)
    if valid_until is not None and valid_until < valid_from:
        raise PeriodInvalid(field="validUntil")
    try:
        with transaction.atomic():
            permit = Permit.objects.create(
                enterprise=enterprise,
                kind=kind.value,
                number=number,
                valid_from=valid_from,
                valid_until=valid_until,
                document=document,
            )
    except IntegrityError as error:
        raise PermitNumberInvalid(field="number") from error
    permit.goods_classes.set(goods_classes)
    audit.record("brand.permit.recorded", permit, actor=actor.name, enterprise=enterprise.pk)
    return permit


@transaction.atomic
def proof_record(
    *,
    enterprise: Enterprise,
    goods_class: GoodsClass,
    kind: ProofKind,
    number: str,
    valid_from: date,
    valid_until: date,
    actor: Actor,
    document: Document | None = None,
) -> Proof:
    """Record a quality certificate or an inspection report.

    Raises:
        PermissionLacking, ProofNumberInvalid (also: known already), PeriodInvalid.
    """
    actor.require(Role.MANAGE_ENTERPRISES)
    return proof_write(
        enterprise=enterprise,
        goods_class=goods_class,
        kind=kind,
        number=number,
        valid_from=valid_from,
        valid_until=valid_until,
        actor=actor,
        document=document,
    )


def proof_write(
    *,
    enterprise: Enterprise,
    goods_class: GoodsClass,
    kind: ProofKind,
    number: str,
    valid_from: date,
    valid_until: date,
    actor: Actor,
    document: Document | None,
) -> Proof:
    """Write the proof; the caller has checked who may, inside a transaction.

    Raises:
        ProofNumberInvalid (also: known already), PeriodInvalid.
    """
    number = proof_number_checked(kind=kind, number=number)
    if valid_until < valid_from:
        raise PeriodInvalid(field="validUntil")
    try:
        with transaction.atomic():
            proof = Proof.objects.create(
                enterprise=enterprise,
                goods_class=goods_class,
                kind=kind.value,
                number=number,
                valid_from=valid_from,
                valid_until=valid_until,
                document=document,
            )
    except IntegrityError as error:
        raise ProofNumberInvalid(field="number") from error
    audit.record("brand.proof.recorded", proof, actor=actor.name, enterprise=enterprise.pk)
    return proof


@transaction.atomic
def trademark_record(
    *,
    enterprise: Enterprise,
    number: str,
    nice_class: int,
    name: str,
    holder: str,
    expires_on: date,
    actor: Actor,
) -> Trademark:
    """Record a mark of the enterprise's own; recording a renewal moves its end.

    Raises:
        PermissionLacking, ProofNumberInvalid (also: another enterprise's).
    """
    actor.require(Role.MANAGE_ENTERPRISES)
    number = trademark_number_checked(number, nice_class=nice_class)
    try:
        with transaction.atomic():
            mark, _ = Trademark.objects.update_or_create(
                number=number,
                nice_class=nice_class,
                enterprise=enterprise,
                defaults={"name": name, "holder": holder, "expires_on": expires_on},
            )
    except IntegrityError as error:
        raise ProofNumberInvalid(field="number") from error
    audit.record("brand.trademark.recorded", mark, actor=actor.name, enterprise=enterprise.pk)
    return mark
