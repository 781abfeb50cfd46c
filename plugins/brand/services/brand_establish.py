"""Set up the regional brand: itself, its classes of goods, and its terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.models import BrandMark, GoodsClass, LicenceTerms, RegionalBrand
from plugins.brand.rules.permits import ProofNeed
from plugins.kernel import audit


@dataclass(frozen=True, kw_only=True)
class MarkFacts:
    slug: str
    name: str
    picture: str
    registration: str = ""
    nice_class: int | None = None
    registered_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class BrandFacts:
    slug: str
    name: str
    name_en: str
    slogan: str
    story: str
    manual: str
    office_name: str
    office_phone: str
    office_email: str
    office_address: str
    palette: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TermsFacts:
    """What a licence is given on."""

    term_months: int = 12
    notice_working_days: int = 5
    minimum_reviewers: int = 3
    minimum_score: int = 80
    correction_days: int = 15
    cooling_off_months: int = 12
    reverify_months: int = 6
    text: str = ""


@transaction.atomic
def brand_establish(
    *, facts: BrandFacts, marks: Sequence[MarkFacts], actor: Actor
) -> RegionalBrand:
    """Create or change a brand and make it the active one.

    Raises:
        PermissionLacking
    """
    actor.require(Role.MANAGE_BRAND)
    RegionalBrand.objects.exclude(slug=facts.slug).update(is_active=False)
    values = {**asdict(facts), "palette": dict(facts.palette), "is_active": True}
    brand, _ = RegionalBrand.objects.update_or_create(slug=facts.slug, defaults=values)
    for mark in marks:
        BrandMark.objects.update_or_create(brand=brand, slug=mark.slug, defaults=asdict(mark))
    audit.record("brand.brand.established", brand, actor=actor.name)
    return brand


@transaction.atomic
def goods_class_define(
    *,
    slug: str,
    name: str,
    standard: str,
    proof_need: ProofNeed,
    needs_report: bool,
    position: int,
    actor: Actor,
) -> GoodsClass:
    """Create or change a class of goods. Certificates given keep their end.

    Raises:
        PermissionLacking
    """
    actor.require(Role.MANAGE_BRAND)
    goods_class, _ = GoodsClass.objects.update_or_create(
        slug=slug,
        defaults={
            "name": name,
            "standard": standard,
            "proof_need": proof_need.value,
            "needs_report": needs_report,
            "position": position,
        },
    )
    audit.record("brand.goods_class.defined", goods_class, actor=actor.name)
    return goods_class


@transaction.atomic
def terms_adopt(
    *, brand: RegionalBrand, terms: TermsFacts, actor: Actor, now: datetime
) -> LicenceTerms:
    """Adopt terms for applications from now on; running licences keep theirs.

    Raises:
        PermissionLacking
    """
    actor.require(Role.MANAGE_BRAND)
    RegionalBrand.objects.select_for_update(no_key=True).get(pk=brand.pk)
    latest = LicenceTerms.objects.order_by("-version").first()
    LicenceTerms.objects.filter(is_current=True).update(is_current=False)
    adopted = LicenceTerms.objects.create(
        brand=brand,
        version=latest.version + 1 if latest else 1,
        is_current=True,
        adopted_at=now,
        **asdict(terms),
    )
    audit.record("brand.terms.adopted", adopted, actor=actor.name, version=adopted.version)
    return adopted
