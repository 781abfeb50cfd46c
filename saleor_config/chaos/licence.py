"""The brand's licence over whatever a rehearsal sells, without the story of how it was given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from saleor.product.models import Product

from plugins.brand.models import (
    Certificate,
    Enterprise,
    GoodsClass,
    Licence,
    LicenceTerms,
    LicensedGoods,
    ProductMaker,
    RegionalBrand,
)

EVER = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def carry_brand(products: Iterable[Product]) -> None:
    """Put products under one licence that has always held and will for long."""
    certificate, goods_class = _certificate()
    for product in products:
        ProductMaker.objects.create(
            product=product, enterprise=certificate.licence.enterprise, goods_class=goods_class
        )
        LicensedGoods.objects.create(product=product, certificate=certificate, during=EVER)


def _certificate() -> tuple[Certificate, GoodsClass]:
    known = Certificate.objects.filter(number="TEST-0001").select_related("licence").first()
    if known is not None:
        return known, GoodsClass.objects.get(slug="test-goods")
    start, end = EVER
    brand = RegionalBrand.objects.create(
        slug="test-brand", name="冶里集", story="", manual="", office_name="品牌办"
    )
    terms = LicenceTerms.objects.create(
        brand=brand,
        version=0,
        adopted_at=start,
        term_months=12,
        notice_working_days=5,
        minimum_reviewers=3,
        minimum_score=80,
        correction_days=15,
        cooling_off_months=12,
        reverify_months=6,
    )
    enterprise = Enterprise.objects.create(
        slug="test-maker",
        name="测试合作社",
        brand_name="测试",
        kind="household",
        town="大冶市",
        registered_at=start,
        verified_at=start,
        verify_by=end,
    )
    licence = Licence.objects.create(
        enterprise=enterprise,
        terms=terms,
        state="licensed",
        state_since=start,
        applied_at=start,
        agreement_number="TEST",
        agreed_on=date(2000, 1, 1),
    )
    certificate = Certificate.objects.create(
        licence=licence,
        number="TEST-0001",
        code="TEST0000000000000001",
        issued_at=start,
        starts_at=start,
        ends_at=end,
        limited_by="term",
        holder=enterprise.name,
        town=enterprise.town,
        brand_name=brand.name,
        goods=[],
        marks=[],
        labels=0,
    )
    goods_class = GoodsClass.objects.create(
        slug="test-goods", name="测试品类", standard="", proof_need="none"
    )
    return certificate, goods_class
