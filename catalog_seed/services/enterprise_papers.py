"""What a demonstration enterprise is filed with: facts, mark, permits, reports; its draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from stdnum.iso7064 import mod_11_10

from plugins.brand import public as brand
from plugins.brand.public import (
    Actor,
    ContactFacts,
    Enterprise,
    EnterpriseFacts,
    EnterpriseKind,
    GoodsClass,
    PermitKind,
    ProofKind,
    ProofNeed,
    RegionalBrand,
)

SYSTEM = Actor.system("seed")
REGION = "420281"
#: Class of food in the number of a food production licence, where the files give none.
OTHER_FOOD = "31"


def facts_of(
    slug: str, name: str, brand_name: str, kind: str, credit_code: str, town: str
) -> EnterpriseFacts:
    return EnterpriseFacts(
        slug=slug,
        name=name,
        brand_name=brand_name,
        kind=EnterpriseKind(kind),
        credit_code=credit_code,
        town=town,
        is_demo=True,
    )


def register(facts: EnterpriseFacts, *, serial: int, at: datetime) -> Enterprise:
    contact = ContactFacts(name="演示联系人", phone=f"0714-000{serial:04d}", duty="负责人")
    enterprise = brand.enterprise_register(facts=facts, contacts=[contact], actor=SYSTEM, now=at)
    brand.trademark_record(
        enterprise=enterprise,
        number=f"{serial:08d}",
        nice_class=31,
        name=facts.brand_name,
        holder=facts.name,
        expires_on=at.date() + timedelta(days=3000),
        actor=SYSTEM,
    )
    return brand.enterprise_verify(enterprise_id=enterprise.pk, actor=SYSTEM, now=at)


def file_papers(
    enterprise: Enterprise,
    classes: list[GoodsClass],
    *,
    sc_classes: Mapping[str, str],
    serial: int,
    since: datetime,
) -> None:
    """Permits and reports that the classes ask for, valid for years."""
    start, end = since.date() - timedelta(days=30), since.date() + timedelta(days=1795)
    for goods_class in classes:
        need = ProofNeed(goods_class.proof_need)
        if need is not ProofNeed.NONE:
            kind = (
                PermitKind.FOOD_PRODUCTION
                if need is ProofNeed.FOOD_PRODUCTION
                else PermitKind.WORKSHOP
            )
            number = (
                _sc_number(sc_classes.get(goods_class.slug) or OTHER_FOOD, serial)
                if kind is PermitKind.FOOD_PRODUCTION
                else f"鄂XZF{REGION}{goods_class.pk:03d}{serial:04d}"
            )
            brand.permit_record(
                enterprise=enterprise,
                kind=kind,
                number=number,
                valid_from=start,
                valid_until=end,
                goods_classes=[goods_class],
                actor=SYSTEM,
            )
        if goods_class.needs_report:
            _report(enterprise, goods_class, serial=serial, start=start, end=end)


def _report(
    enterprise: Enterprise, goods_class: GoodsClass, *, serial: int, start: date, end: date
) -> None:
    brand.proof_record(
        enterprise=enterprise,
        goods_class=goods_class,
        kind=ProofKind.INSPECTION_REPORT,
        number=f"YS{start:%Y}-{goods_class.pk:03d}-{serial:04d}",
        valid_from=start,
        valid_until=end,
        actor=SYSTEM,
    )


def _sc_number(sc_class: str, serial: int) -> str:
    body = f"1{sc_class}{REGION}9{serial:03d}"
    return f"SC{body}{mod_11_10.calc_check_digit(body)}"


def draft(
    enterprise: Enterprise, classes: list[GoodsClass], regional: RegionalBrand, *, at: datetime
) -> brand.Licence:
    return brand.licence_draft(
        enterprise_id=enterprise.pk,
        goods_classes=classes,
        product_ids=[],
        marks=list(regional.marks.all()),
        labels_wanted=5000,
        applicant=None,
        actor=SYSTEM,
        now=at,
    )
