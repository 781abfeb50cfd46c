"""Loads the brand office's demonstration: every seeded good licensed, and cases to look at.

Goes through the brand's own services, so that seeds obey the rules that people do.
Whatever exists stays; licences and verifications that near their end are renewed, so
that a laptop's shop goes on selling whenever it is seeded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from saleor.account.models import User
from saleor.product.models import Collection, Product

from catalog_seed.tables.brand_office import BrandOffice, EnterpriseFile
from plugins.brand import public as brand
from plugins.brand.public import (
    Actor,
    Enterprise,
    GoodsClass,
    LicenceState,
    ProofNeed,
    RegionalBrand,
    Role,
)

from .demo_case_load import demo_case_load
from .enterprise_papers import SYSTEM, draft, facts_of, file_papers, register
from .licence_case import WAY, Office, carry, code

EXPERTS = 3
#: What ends within so many days is renewed.
AHEAD = timedelta(days=60)
#: Since when a demonstration's enterprises have been licensed: they have sold for a while.
SELLING_FOR = timedelta(days=14)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def brand_office_load(
    *,
    office: BrandOffice,
    facts: brand.BrandFacts,
    marks: list[brand.MarkFacts],
    towns: Mapping[str, str],
    now: datetime,
) -> Counter[str]:
    """Bring the office to what the files say; return how many of what were made.

    One transaction for each enterprise: a file that is wrong stops the command and
    leaves those before it whole.
    """
    now = now.astimezone(SHANGHAI)
    made: Counter[str] = Counter()
    regional = _brand(facts, marks, now=now)
    classes = _goods_classes(office)
    people = Office(actor=SYSTEM, experts=_experts())
    for row in office.enterprise_files:
        shelf = Collection.objects.filter(slug=row.enterprise, metadata__kind="enterprise").first()
        if shelf is not None:
            with transaction.atomic():
                made += _enterprise(row, shelf, regional, classes, office, people, towns, now=now)
    for case in office.demo_cases:
        if not Enterprise.objects.filter(slug=case.slug).exists():
            with transaction.atomic():
                demo_case_load(
                    row=case,
                    classes=classes,
                    regional=regional,
                    people=people,
                    towns=towns,
                    now=now,
                )
            made["cases"] += 1
    return made


def _brand(
    facts: brand.BrandFacts, marks: list[brand.MarkFacts], *, now: datetime
) -> RegionalBrand:
    """The office's edits stay: an active brand is left alone."""
    with transaction.atomic():
        regional = RegionalBrand.objects.filter(is_active=True).first()
        if regional is None:
            regional = brand.brand_establish(facts=facts, marks=marks, actor=SYSTEM)
        if not brand.LicenceTerms.objects.filter(is_current=True).exists():
            long_ago = now - timedelta(days=800)
            brand.terms_adopt(brand=regional, terms=brand.TermsFacts(), actor=SYSTEM, now=long_ago)
    return regional


def _goods_classes(office: BrandOffice) -> dict[str, GoodsClass]:
    known = {each.slug: each for each in GoodsClass.objects.all()}
    for position, row in enumerate(office.goods_classes):
        if row.slug not in known:
            known[row.slug] = brand.goods_class_define(
                slug=row.slug,
                name=row.name,
                standard=row.standard,
                proof_need=ProofNeed(row.proof_need),
                needs_report=row.needs_report,
                position=position,
                actor=SYSTEM,
            )
    return known


def _experts() -> tuple[Actor, ...]:
    """Three people who can score and cannot log in."""
    actors = []
    for number in range(1, EXPERTS + 1):
        user, _ = User.objects.get_or_create(
            email=f"expert-{number}@demo.invalid", defaults={"is_active": False}
        )
        actors.append(
            Actor(name=f"staff:{user.pk}", user_id=user.pk, permissions=frozenset({Role.REVIEW}))
        )
    return tuple(actors)


def _enterprise(
    row: EnterpriseFile,
    shelf: Collection,
    regional: RegionalBrand,
    classes: Mapping[str, GoodsClass],
    office: BrandOffice,
    people: Office,
    towns: Mapping[str, str],
    *,
    now: datetime,
) -> Counter[str]:
    made: Counter[str] = Counter()
    began = now - WAY - SELLING_FOR
    enterprise = Enterprise.objects.filter(slug=row.enterprise).first()
    if enterprise is None:
        town = towns.get((shelf.metadata or {}).get("town", ""), "大冶市")
        facts = facts_of(
            row.enterprise, row.legal_name, shelf.name, row.kind, row.credit_code, town
        )
        enterprise = register(facts, serial=row.serial, at=began)
        made["enterprises"] += 1
    made["makers"] += _link_goods(enterprise, classes, office, at=began)
    wanted = sorted(
        {maker.goods_class for maker in enterprise.makes.select_related("goods_class")},
        key=lambda each: each.pk,
    )
    if wanted and not enterprise.licences.exists():
        sc_classes = {each.slug: each.sc_class for each in office.goods_classes}
        file_papers(enterprise, wanted, sc_classes=sc_classes, serial=row.serial, since=began)
        licence = draft(enterprise, wanted, regional, at=began)
        carry(licence, to=LicenceState.LICENSED, began=began, office=people)
        made["licences"] += 1
    made["renewed"] += _keep_running(enterprise, now=now)
    return made


def _link_goods(
    enterprise: Enterprise,
    classes: Mapping[str, GoodsClass],
    office: BrandOffice,
    *,
    at: datetime,
) -> int:
    """Link the enterprise's goods that have no maker yet."""
    of_category = {slug: row.slug for row in office.goods_classes for slug in row.categories}
    goods = Product.objects.filter(
        metadata__enterprise=enterprise.slug,
        maker__isnull=True,
        category__slug__in=of_category,
    ).select_related("category")
    for product in goods:
        brand.product_maker_set(
            product_id=product.pk,
            enterprise=enterprise,
            goods_class=classes[of_category[product.category.slug]],
            actor=SYSTEM,
            now=at,
        )
    return len(goods)


def _keep_running(enterprise: Enterprise, *, now: datetime) -> int:
    """Verify the file and renew the licence of a demonstration when either nears its end."""
    renewed = 0
    enterprise.refresh_from_db()
    if not enterprise.is_demo or enterprise.suspended_at is not None:
        return renewed
    if enterprise.verify_by is None or enterprise.verify_by < now + AHEAD:
        brand.enterprise_verify(enterprise_id=enterprise.pk, actor=SYSTEM, now=now)
        renewed += 1
    for licence in enterprise.licences.filter(state=LicenceState.LICENSED.value):
        latest = licence.certificates.order_by("-ends_at").first()
        if latest is not None and latest.ends_at < now + AHEAD:
            brand.licence_renew(
                licence_id=licence.pk,
                findings="演示：年审合格",
                code_indices=code(),
                actor=SYSTEM,
                now=now,
            )
            renewed += 1
    return renewed
