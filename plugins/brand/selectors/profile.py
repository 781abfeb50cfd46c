"""An enterprise as buyers may know it: what of its file is public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from saleor.product.models import AttributeValue, Product

from plugins.brand.clock import day_of
from plugins.brand.models import Enterprise, Permit, Proof
from plugins.brand.selectors.proofs import claimed_among
from plugins.brand.selectors.verification import LicensedEnterprise, licensed_enterprises
from plugins.brand.wording import ENTERPRISE_KINDS, PERMIT_KINDS, PROOF_KINDS

_TOWNS = "origin-town"


@dataclass(frozen=True, kw_only=True)
class PublicPaper:
    """A permit or quality certificate that holds; `until` None: it has no end."""

    name: str
    number: str
    until: date | None


@dataclass(frozen=True, kw_only=True)
class EnterpriseProfile:
    """Everything public of one enterprise. `licences` are those in force: the badge."""

    enterprise_id: int
    slug: str
    name: str
    brand_name: str
    kind: str
    town: str
    story: str
    is_demo: bool
    licences: tuple[LicensedEnterprise, ...]
    papers: tuple[PublicPaper, ...]


def enterprise_profile(
    *, at: datetime, slug: str | None = None, enterprise_id: int | None = None
) -> EnterpriseProfile | None:
    """Return one enterprise's public file, by slug or id, or None; six queries.

    Papers are those the office has put on file and that hold on the day: what an
    enterprise says of itself is not shown as checked.
    """
    asked = Q(slug=slug) if slug is not None else Q(pk=enterprise_id)
    enterprise = Enterprise.objects.filter(asked).first()
    if enterprise is None:
        return None
    return EnterpriseProfile(
        enterprise_id=enterprise.pk,
        slug=enterprise.slug,
        name=enterprise.name,
        brand_name=enterprise.brand_name,
        kind=ENTERPRISE_KINDS[enterprise.kind],
        town=_town_name(enterprise.town),
        story=enterprise.story,
        is_demo=enterprise.is_demo,
        licences=tuple(licensed_enterprises(at=at, enterprise_id=enterprise.pk)),
        papers=_papers(enterprise, on=day_of(at)),
    )


def _town_name(said: str) -> str:
    """The office writes a town's name or its slug of the catalogue; an unknown slug is no name."""
    if not said.isascii():
        return said
    towns = AttributeValue.objects.filter(attribute__slug=_TOWNS, slug=said)
    return towns.values_list("name", flat=True).first() or ""


def _papers(enterprise: Enterprise, *, on: date) -> tuple[PublicPaper, ...]:
    endless = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    permits = list(Permit.objects.filter(endless, enterprise=enterprise, valid_from__lte=on))
    proofs = list(
        Proof.objects.filter(enterprise=enterprise, valid_from__lte=on, valid_until__gte=on)
    )
    claimed = claimed_among([*permits, *proofs])
    named = [(PERMIT_KINDS[each.kind], each) for each in permits]
    named += [(PROOF_KINDS[each.kind], each) for each in proofs]
    return tuple(
        PublicPaper(name=name, number=each.number, until=each.valid_until)
        for name, each in named
        if each not in claimed
    )


def goods_of_enterprise(*, enterprise_id: int) -> QuerySet[Product]:
    """Return what an enterprise makes and sells now; one query."""
    return Product.objects.published().filter(maker__enterprise=enterprise_id).order_by("pk")
