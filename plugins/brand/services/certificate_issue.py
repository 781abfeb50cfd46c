"""Give out a certificate: the first of a licence, or the next after a yearly review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from plugins.brand.actors import Actor
from plugins.brand.clock import day_of, midnight, midnight_after
from plugins.brand.errors import CertificateOverlaps, CertificateWouldBeEmpty, PeriodInvalid
from plugins.brand.models import Certificate, Licence, RegionalBrand
from plugins.brand.rules import terms as rules
from plugins.brand.selectors.proofs import classes_in_scope, proof_limits
from plugins.brand.services.licence_approve import locked_for_decision
from plugins.brand.services.licence_step import licence_step
from plugins.brand.services.licensed_goods_settle import licensed_goods_settle
from plugins.brand.states import LicenceState

_INSTANT = timedelta(microseconds=1)
LIMITS_ZH = {
    "permit": "生产许可",
    "report": "检验报告",
    "trademark": "商标注册",
    "term": "授权期限",
}


@transaction.atomic
def certificate_issue(
    *,
    licence_id: int,
    starts_on: date,
    code_indices: Sequence[int],
    actor: Actor,
    now: datetime,
) -> Certificate:
    """Issue the first certificate of an agreed licence; its goods may be sold from its start.

    `code_indices` are the random numbers its code is spelt from.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, MoveRefused.
        PeriodInvalid: it would begin in the past.
        CertificateWouldBeEmpty: a paper ends before it begins.
    """
    licence = locked_for_decision(licence_id, actor)
    # A move that is not allowed is refused before a certificate is written.
    licence_step(licence=licence, to=LicenceState.LICENSED, action="licensed", actor=actor, now=now)
    certificate = certificate_write(
        licence=licence, starts_on=starts_on, code_indices=code_indices, now=now
    )
    licensed_goods_settle(licence=licence, now=now)
    return certificate


def certificate_write(
    *, licence: Licence, starts_on: date, code_indices: Sequence[int], now: datetime
) -> Certificate:
    """Write the paper; the caller has locked the licence and settles its goods.

    Raises:
        PeriodInvalid, CertificateOverlaps, CertificateWouldBeEmpty.
    """
    if starts_on < day_of(now):
        raise PeriodInvalid(field="startsOn")
    latest = licence.certificates.order_by("-ends_at").first()
    if latest is not None and midnight(starts_on) < latest.ends_at:
        raise CertificateOverlaps(field="startsOn", last_day=last_day_of(latest).isoformat())
    term = _term(licence, starts_on=starts_on)
    if term.ends_on < term.starts_on:
        raise CertificateWouldBeEmpty(limited_by=LIMITS_ZH[term.limited_by])
    enterprise, brand = licence.enterprise, licence.terms.brand
    return Certificate.objects.create(
        licence=licence,
        number=_next_number(brand, year=day_of(now).year),
        code=rules.code_from(code_indices),
        issued_at=now,
        starts_at=midnight(term.starts_on),
        ends_at=midnight_after(term.ends_on),
        limited_by=term.limited_by,
        holder=enterprise.name,
        credit_code=enterprise.credit_code,
        town=enterprise.town,
        brand_name=brand.name,
        goods=_goods(licence),
        marks=[mark.name for mark in licence.marks.all()],
        labels=licence.labels_wanted,
    )


def last_day_of(certificate: Certificate) -> date:
    """Return the day that a certificate names as its last; it ends at that midnight."""
    return day_of(certificate.ends_at - _INSTANT)


def _term(licence: Licence, *, starts_on: date) -> rules.Term:
    limits = proof_limits(
        enterprise=licence.enterprise, classes=classes_in_scope(licence), on=starts_on
    )
    registered = [mark.registered_until for mark in licence.marks.all() if mark.registered_until]
    limits["trademark"] = min(registered, default=None)
    return rules.certificate_term(
        starts_on=starts_on, term_months=licence.terms.term_months, limits=limits
    )


def _next_number(brand: RegionalBrand, *, year: int) -> str:
    """Numbers follow one another: the brand's row is held until this one is written."""
    RegionalBrand.objects.select_for_update(no_key=True).get(pk=brand.pk)
    prefix = rules.certificate_number(year=year, serial=0)[:-4]
    latest = (
        Certificate.objects.filter(number__startswith=prefix)
        .order_by("-pk")
        .values_list("number", flat=True)
        .first()
    )
    serial = int(latest.removeprefix(prefix)) + 1 if latest else 1
    return rules.certificate_number(year=year, serial=serial)


def _goods(licence: Licence) -> list[dict[str, Any]]:
    """What stands on the paper: classes and single goods by name."""
    scopes = licence.scopes.select_related("goods_class", "product")
    return [
        {"kind": "class", "name": scope.goods_class.name}
        if scope.goods_class
        else {"kind": "product", "name": scope.product.name}
        for scope in scopes
        if scope.goods_class or scope.product
    ]
