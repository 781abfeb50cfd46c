"""The brand as the public reads it: story, marks, manual, standards, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.brand.models import BrandMark, GoodsClass, LicenceTerms, RegionalBrand
from plugins.brand.rules.permits import ProofNeed

NEEDS_ZH = {
    ProofNeed.NONE: "无需生产许可",
    ProofNeed.PREPACKAGED: "预包装食品备案",
    ProofNeed.WORKSHOP: "小作坊登记证或生产许可证",
    ProofNeed.FOOD_PRODUCTION: "食品生产许可证",
}


@dataclass(frozen=True, kw_only=True)
class Standard:
    """What goods of one class must meet."""

    name: str
    text: str
    permit: str
    needs_report: bool


@dataclass(frozen=True, kw_only=True)
class BrandPage:
    brand: RegionalBrand
    marks: tuple[BrandMark, ...]
    story: tuple[str, ...]
    manual: tuple[str, ...]
    standards: tuple[Standard, ...]
    terms: LicenceTerms | None


def brand_page() -> BrandPage | None:
    """Return the active brand with everything about it, or None; four queries."""
    brand = RegionalBrand.objects.filter(is_active=True).first()
    if brand is None:
        return None
    return BrandPage(
        brand=brand,
        marks=tuple(brand.marks.all()),
        story=tuple(brand.story.split("\n")),
        manual=tuple(brand.manual.split("\n")),
        standards=tuple(
            Standard(
                name=each.name,
                text=each.standard,
                permit=NEEDS_ZH[ProofNeed(each.proof_need)],
                needs_report=each.needs_report,
            )
            for each in GoodsClass.objects.all()
        ),
        terms=LicenceTerms.objects.filter(is_current=True).first(),
    )
