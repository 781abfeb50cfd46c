"""What the public may ask: is this certificate genuine, who is licensed, who no longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery

from plugins.brand.clock import day_of
from plugins.brand.models import Certificate, GoodsClass, Licence, LicensedGoods, RegionalBrand
from plugins.brand.rules.force import CertificateStatus, certificate_status
from plugins.brand.rules.terms import code_tidied
from plugins.brand.selectors.standing import standing_of
from plugins.brand.states import IN_FORCE, LicenceState

#: Longest answer that may be kept, by anyone.
KEEP = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Verification:
    """The public's answer about one certificate; everything on it is public already."""

    status: CertificateStatus
    checked_at: datetime
    keep_until: datetime
    number: str = ""
    code: str = ""
    holder: str = ""
    credit_code: str = ""
    town: str = ""
    brand_name: str = ""
    slug: str = ""
    goods: tuple[str, ...] = ()
    products: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()
    starts_on: date | None = None
    last_day: date | None = None
    ended_on: date | None = None
    is_demo: bool = False


def verify(*, asked: str, at: datetime) -> Verification:
    """Answer by code or number, in at most two queries; what is not found is UNKNOWN.

    Codes of old certificates keep answering, with what has become of them.
    """
    certificate = _found(asked)
    if certificate is None:
        return Verification(status=CertificateStatus.UNKNOWN, checked_at=at, keep_until=at + KEEP)
    licence = certificate.licence
    status = certificate_status(
        standing_of(licence), starts_at=certificate.starts_at, ends_at=certificate.ends_at, at=at
    )
    return Verification(
        status=status,
        checked_at=at,
        keep_until=_keep_until(certificate, at=at),
        number=certificate.number,
        code=certificate.code,
        holder=certificate.holder,
        credit_code=certificate.credit_code,
        town=certificate.town,
        brand_name=certificate.brand_name,
        slug=licence.enterprise.slug,
        goods=tuple(each["name"] for each in certificate.goods),
        products=_products(certificate, at=at) if status is CertificateStatus.VALID else (),
        marks=tuple(certificate.marks),
        starts_on=day_of(certificate.starts_at),
        last_day=day_of(certificate.ends_at - timedelta(microseconds=1)),
        ended_on=day_of(licence.ended_at) if licence.ended_at else None,
        is_demo=licence.enterprise.is_demo,
    )


def _found(asked: str) -> Certificate | None:
    """A number is of use only to whoever holds the paper; a code cannot be guessed."""
    given = asked.strip()[:40]
    rows = Certificate.objects.select_related("licence__enterprise")
    return rows.filter(code=code_tidied(given)).first() or rows.filter(number=given.upper()).first()


def _keep_until(certificate: Certificate, *, at: datetime) -> datetime:
    """No answer outlives the next instant at which it may change by itself."""
    licence = certificate.licence
    changes = (
        certificate.starts_at,
        certificate.ends_at,
        licence.enterprise.verify_by,
        licence.rectify_by,
    )
    return min([at + KEEP, *(each for each in changes if each is not None and each > at)])


def _products(certificate: Certificate, *, at: datetime) -> tuple[tuple[str, str], ...]:
    rows = LicensedGoods.objects.filter(
        certificate=certificate, during__contains=at, product__is_published=True
    )
    return tuple(rows.order_by("product__name").values_list("product__name", "product__slug"))


@dataclass(frozen=True, kw_only=True)
class LicensedEnterprise:
    """One of the N, with the certificate that holds now."""

    slug: str
    name: str
    brand_name: str
    town: str
    number: str
    code: str
    last_day: date
    goods_count: int
    is_demo: bool


def licensed_enterprises(
    *, at: datetime, enterprise_id: int | None = None
) -> list[LicensedEnterprise]:
    """Return everyone who carries the brand at `at`, in one query, longest holders first.

    `enterprise_id` asks for the certificates of one of them.
    """
    goods = (
        LicensedGoods.objects.filter(certificate=OuterRef("pk"), during__contains=at)
        .order_by()
        .values("certificate")
        .annotate(count=Count("pk"))
        .values("count")
    )
    certificates = _in_force(at)
    if enterprise_id is not None:
        certificates = certificates.filter(licence__enterprise=enterprise_id)
    rows = certificates.annotate(goods_count=Subquery(goods)).order_by("licence__enterprise", "pk")
    return [
        LicensedEnterprise(
            slug=row.licence.enterprise.slug,
            name=row.licence.enterprise.name,
            brand_name=row.licence.enterprise.brand_name,
            town=row.town,
            number=row.number,
            code=row.code,
            last_day=day_of(row.ends_at - timedelta(microseconds=1)),
            goods_count=row.goods_count or 0,
            is_demo=row.licence.enterprise.is_demo,
        )
        for row in rows
        if certificate_status(
            standing_of(row.licence), starts_at=row.starts_at, ends_at=row.ends_at, at=at
        )
        is CertificateStatus.VALID
    ]


def _in_force(at: datetime) -> QuerySet[Certificate]:
    return Certificate.objects.filter(
        licence__state__in=IN_FORCE, starts_at__lte=at, ends_at__gt=at
    ).select_related("licence__enterprise")


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """One enterprise's goods by class: counts in the order of the columns."""

    slug: str
    brand_name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """1 + N: the regional brand, classes of goods across, enterprises down."""

    brand: RegionalBrand | None
    classes: tuple[str, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(map(sum, zip(*(row.counts for row in self.rows), strict=True)))

    @property
    def goods(self) -> int:
        return sum(row.total for row in self.rows)


def brand_matrix(*, at: datetime) -> Matrix:
    """Count licensed goods by enterprise and class, in three queries."""
    classes = list(GoodsClass.objects.all())
    counts: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for slug, name, class_id, count in _counted(at):
        counts[slug, name][class_id] = count
    return Matrix(
        brand=RegionalBrand.objects.filter(is_active=True).first(),
        classes=tuple(each.name for each in classes),
        rows=tuple(
            MatrixRow(
                slug=slug,
                brand_name=name,
                counts=tuple(found.get(each.pk, 0) for each in classes),
            )
            for (slug, name), found in counts.items()
        ),
    )


def _counted(at: datetime) -> Iterator[tuple[str, str, int, int]]:
    """Published goods only: what stands in the matrix can be looked at."""
    maker = "product__maker"
    rows = (
        LicensedGoods.objects.filter(
            during__contains=at, product__is_published=True, product__maker__isnull=False
        )
        .order_by(f"{maker}__enterprise", f"{maker}__goods_class__position")
        .values_list(
            f"{maker}__enterprise__slug",
            f"{maker}__enterprise__brand_name",
            f"{maker}__goods_class",
        )
        .annotate(count=Count("pk"))
    )
    yield from rows


@dataclass(frozen=True, kw_only=True)
class EndedLicence:
    holder: str
    brand_name: str
    numbers: tuple[str, ...]
    ended_on: date
    reason: str
    is_demo: bool


@dataclass(frozen=True, kw_only=True)
class Notice:
    """An application anybody may object to until the end of `last_day`."""

    licence_id: int
    slug: str
    holder: str
    town: str
    goods: tuple[str, ...]
    published_on: date
    last_day: date
    is_demo: bool


def notices(*, at: datetime, slug: str | None = None) -> list[Notice]:
    """Return the applications on notice, or those of one enterprise; two queries."""
    rows = Licence.objects.filter(
        state=LicenceState.NOTICE.value,
        notice_from__isnull=False,
        notice_last_day__gte=day_of(at),
    )
    if slug is not None:
        rows = rows.filter(enterprise__slug=slug)
    rows = rows.select_related("enterprise").prefetch_related(
        "scopes__goods_class", "scopes__product"
    )
    return [
        Notice(
            licence_id=row.pk,
            slug=row.enterprise.slug,
            holder=row.enterprise.name,
            town=row.enterprise.town,
            goods=tuple((scope.goods_class or scope.product).name for scope in row.scopes.all()),
            published_on=row.notice_from,
            last_day=row.notice_last_day,
            is_demo=row.enterprise.is_demo,
        )
        for row in rows.order_by("notice_last_day", "pk")
    ]


def revoked_licences(*, limit: int = 100) -> list[EndedLicence]:
    """Return revoked licences, latest first; two queries."""
    rows = (
        Licence.objects.filter(state=LicenceState.REVOKED.value)
        .select_related("enterprise")
        .prefetch_related("certificates")
        .order_by("-ended_at")[:limit]
    )
    return [
        EndedLicence(
            holder=row.enterprise.name,
            brand_name=row.enterprise.brand_name,
            numbers=tuple(each.number for each in row.certificates.all()),
            ended_on=day_of(row.ended_at),
            reason=row.ended_because,
            is_demo=row.enterprise.is_demo,
        )
        for row in rows
        if row.ended_at is not None
    ]
