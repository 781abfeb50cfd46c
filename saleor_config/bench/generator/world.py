"""What the shop has to build upon, and what was generated so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from saleor.account.models import User
from saleor.product.models import Product
from saleor.shipping.models import ShippingMethod
from saleor.warehouse.models import Warehouse

from plugins.brand.models import BrandMark, GoodsClass, LicenceTerms, ProductMaker, RegionalBrand
from plugins.settlement.models import CommissionRate
from plugins.settlement.rules.commission import Rate, rate_for
from saleor_config.bench.generator.refusals import CatalogueMissing
from saleor_config.bench.generator.size import Size

#: Django's mark for accounts that nobody can log in to.
NO_PASSWORD = "!"  # noqa: S105 - the very absence of one


@dataclass(frozen=True)
class Pattern:
    """A product of the catalogue that others are made after: its pictures serve them all."""

    product_id: int
    name: str
    product_type_id: int
    category_id: int
    category: str
    pictures: tuple[str, ...]
    variant_ids: tuple[int, ...]


@dataclass(frozen=True)
class Good:
    """A variant that can be bought; money in fen."""

    variant_id: int
    stock_id: int
    product_id: int
    enterprise_id: int
    goods_class: str
    name: str
    variant: str
    sku: str
    fen: int


@dataclass(frozen=True)
class Buyer:
    user_id: int
    email: str
    openid: str


@dataclass(frozen=True)
class Maker:
    """A generated enterprise: whether its goods may be sold, and its owner."""

    enterprise_id: int
    name: str
    goods_class: GoodsClass
    is_selling: bool
    owner_id: int


@dataclass
class World:
    """Everything later pieces need of earlier ones."""

    size: Size
    brand: RegionalBrand
    terms: LicenceTerms
    marks: Sequence[BrandMark]
    patterns: dict[int, list[Pattern]]
    classes: list[GoodsClass]
    warehouse_ids: list[Any]
    delivery: ShippingMethod
    officer_id: int
    expert_ids: list[int]
    rates: list[Rate]
    appid: str = settings.WECHAT_APPID or "wx-generated"
    mchid: str = settings.WECHAT_PAY_MCHID or "1900000000"
    makers: list[Maker] = field(default_factory=list)
    goods: list[Good] = field(default_factory=list)
    buyers: list[Buyer] = field(default_factory=list)
    _known: dict[int, Maker] = field(default_factory=dict)

    def owner_of(self, enterprise_id: int) -> int:
        return self._maker(enterprise_id).owner_id

    def name_of(self, enterprise_id: int) -> str:
        """Return the name that stands under what the enterprise writes."""
        return self._maker(enterprise_id).name

    def _maker(self, enterprise_id: int) -> Maker:
        if not self._known:
            self._known = {each.enterprise_id: each for each in self.makers}
        return self._known[enterprise_id]

    def rate_of(self, goods_class: str, day: date) -> int:
        return rate_for(self.rates, goods_class=goods_class, day=day)


def world_of(size: Size) -> World:
    """Read what the shop has.

    Raises:
        CatalogueMissing: it was not seeded.
    """
    terms = LicenceTerms.objects.filter(is_current=True).select_related("brand").first()
    patterns = _patterns()
    if terms is None or not patterns:
        raise CatalogueMissing()
    classes = [each for each in GoodsClass.objects.order_by("pk") if each.pk in patterns]
    delivery = ShippingMethod.objects.order_by("pk").first()
    warehouses = list(Warehouse.objects.order_by("slug").values_list("pk", flat=True))
    if delivery is None or not warehouses:
        raise CatalogueMissing()
    return World(
        size=size,
        brand=terms.brand,
        terms=terms,
        marks=list(terms.brand.marks.all()),
        patterns=patterns,
        classes=classes,
        warehouse_ids=warehouses,
        delivery=delivery,
        officer_id=_person(f"{size.mark}-office@example.com", is_staff=True),
        expert_ids=[_person(f"{size.mark}-expert-{number}@example.com") for number in (1, 2, 3)],
        rates=_rates(classes, size),
    )


def _patterns() -> dict[int, list[Pattern]]:
    found: dict[int, list[Pattern]] = {}
    makers = ProductMaker.objects.filter(enterprise__slug__regex=r"^(?!gen\d)").order_by("pk")
    products = Product.objects.select_related("category").prefetch_related("images", "variants")
    by_id = products.in_bulk(list(makers.values_list("product_id", flat=True)))
    for maker in makers:
        product = by_id[maker.product_id]
        if product.category is None or not product.variants.all():
            continue
        found.setdefault(maker.goods_class_id, []).append(
            Pattern(
                product_id=product.pk,
                name=product.name,
                product_type_id=product.product_type_id,
                category_id=product.category_id,
                category=product.category.slug,
                pictures=tuple(image.image.name for image in product.images.all()),
                variant_ids=tuple(each.pk for each in product.variants.all()),
            )
        )
    return found


def _person(email: str, *, is_staff: bool = False) -> int:
    """Somebody who cannot log in and has to have done things."""
    user, _ = User.objects.get_or_create(
        email=email, defaults={"is_active": False, "is_staff": is_staff, "password": NO_PASSWORD}
    )
    return int(user.pk)


def _rates(classes: Iterable[GoodsClass], size: Size) -> list[Rate]:
    """Use the shop's commission rates; where nobody set one, set some that began with the year."""
    rows = CommissionRate.objects.all()
    if not rows.exclude(basis_points=0).exists():
        since = (size.moment(-1)).date()
        CommissionRate.objects.bulk_create(
            CommissionRate(
                goods_class=each.slug,
                since=since,
                basis_points=300 + 50 * (number % 7),
                set_by="system:generate",
                set_at=size.until,
            )
            for number, each in enumerate(classes)
        )
    return [Rate(each.goods_class, each.since, each.basis_points) for each in rows.all()]
