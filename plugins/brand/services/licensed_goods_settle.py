"""The only writer of licensed goods: brings their ranges in line with the licences.

What is past stays. From now on each product in scope of a licence in force is
covered by the licence's certificates, until the earliest of certificate end,
deadline for rectifying and the next verification of the enterprise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from plugins.brand.errors import GoodsLicensedElsewhere
from plugins.brand.models import Certificate, Enterprise, Licence, LicensedGoods, ProductMaker
from plugins.brand.selectors.standing import standing_of

#: certificate and product → from, until
Ranges = dict[tuple[int, int], tuple[datetime, datetime]]


def enterprise_goods_settle(*, enterprise: Enterprise, now: datetime) -> None:
    """Settle all licences of an enterprise, which the caller has locked."""
    for licence in Licence.objects.filter(enterprise=enterprise).order_by("pk"):
        licence.enterprise = enterprise
        licensed_goods_settle(licence=licence, now=now)


def licensed_goods_settle(*, licence: Licence, now: datetime) -> None:
    """Write the ranges of one licence from `now` on; the caller has locked it.

    Raises:
        GoodsLicensedElsewhere: another licence covers one of the products then.
    """
    wanted = dict(_wanted(licence, now=now))
    present = LicensedGoods.objects.filter(
        certificate__licence=licence, during__endswith__gt=now
    ).order_by("pk")
    for row in present:
        key = (row.certificate_id, row.product_id)
        _end_or_keep(row, wanted.pop(key, None) if row.during.lower <= now else None, now=now)
    _refuse_overlaps(wanted)
    LicensedGoods.objects.bulk_create(
        LicensedGoods(certificate_id=certificate, product_id=product, during=(start, end))
        for (certificate, product), (start, end) in wanted.items()
    )


def products_in_scope(licence: Licence) -> list[int]:
    """Return the enterprise's products that the licence is for, by id."""
    makers = ProductMaker.objects.filter(
        Q(goods_class__licencescope__licence=licence) | Q(product__in=_named(licence)),
        enterprise_id=licence.enterprise_id,
    )
    return sorted(set(makers.values_list("product_id", flat=True)))


def _named(licence: Licence) -> list[int]:
    named = licence.scopes.filter(product__isnull=False)
    return list(named.values_list("product_id", flat=True))


def _wanted(
    licence: Licence, *, now: datetime
) -> Iterator[tuple[tuple[int, int], tuple[datetime, datetime]]]:
    until = standing_of(licence).sells_until()
    if until is None:
        return
    products = products_in_scope(licence)
    for certificate in Certificate.objects.filter(licence=licence, ends_at__gt=now):
        start, end = max(certificate.starts_at, now), min(certificate.ends_at, until)
        if start < end:
            yield from (((certificate.pk, product), (start, end)) for product in products)


def _end_or_keep(
    row: LicensedGoods, wanted: tuple[datetime, datetime] | None, *, now: datetime
) -> None:
    """Give a running range its new end; one that has not begun is written anew."""
    end = wanted[1] if wanted else now
    if row.during.lower >= end:
        row.delete()
    elif row.during.upper != end:
        row.during = (row.during.lower, end)
        row.save(update_fields=["during"])


def _refuse_overlaps(wanted: Ranges) -> None:
    """The exclusion constraint has the last word; this says it in words."""
    if not wanted:
        return
    earliest = min(start for start, _ in wanted.values())
    others: dict[int, list[Any]] = defaultdict(list)
    rows = LicensedGoods.objects.filter(
        product__in={product for _, product in wanted}, during__endswith__gt=earliest
    )
    for product, during in rows.values_list("product_id", "during"):
        others[product].append(during)
    for (_, product), (start, end) in wanted.items():
        if any(start < each.upper and each.lower < end for each in others[product]):
            raise GoodsLicensedElsewhere()
