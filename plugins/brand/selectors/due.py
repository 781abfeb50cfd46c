"""What ends soon: verifications, certificates, permits, reports, trademarks, papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef

from plugins.brand.clock import day_of
from plugins.brand.models import Certificate, Document, Enterprise, Permit, Proof, Trademark
from plugins.brand.states import IN_FORCE

#: Days before an end at which its enterprise is reminded.
REMIND_AT = (30, 7, 1)


@dataclass(frozen=True, kw_only=True)
class DueItem:
    """Something of an enterprise that ends on `last_day`."""

    kind: str
    object_id: int
    enterprise_id: int
    title: str
    last_day: date


def due_items(*, now: datetime, within_days: int) -> list[DueItem]:
    """Return everything that ends within so many days, soonest first; six queries."""
    today = day_of(now)
    until = today + timedelta(days=within_days)
    return sorted(_items(today, until, now=now), key=lambda item: (item.last_day, item.kind))


def _items(today: date, until: date, *, now: datetime) -> Iterator[DueItem]:
    horizon = now + (until - today) + timedelta(days=1)
    for enterprise in Enterprise.objects.filter(verify_by__gt=now, verify_by__lte=horizon):
        if enterprise.verify_by:
            yield _item(
                "verification", enterprise.pk, enterprise.pk, "资质复核", enterprise.verify_by
            )
    following = Certificate.objects.filter(
        licence=OuterRef("licence"), starts_at__gte=OuterRef("ends_at")
    )
    certificates = Certificate.objects.filter(
        ~Exists(following), ends_at__gt=now, ends_at__lte=horizon, licence__state__in=IN_FORCE
    ).select_related("licence")
    for each in certificates:
        title = f"授权证书 {each.number}"
        yield _item("certificate", each.pk, each.licence.enterprise_id, title, each.ends_at)
    for permit in Permit.objects.filter(valid_until__range=(today, until)):
        yield _dated("permit", permit, f"许可 {permit.number}", permit.valid_until)
    for proof in Proof.objects.filter(valid_until__range=(today, until)):
        yield _dated("proof", proof, f"证明 {proof.number}", proof.valid_until)
    for mark in Trademark.objects.filter(expires_on__range=(today, until)):
        yield _dated("trademark", mark, f"商标 {mark.number}", mark.expires_on)
    for document in Document.objects.filter(
        expires_on__range=(today, until), enterprise__isnull=False
    ):
        yield _dated("document", document, document.title, document.expires_on)


def _item(kind: str, pk: int, enterprise_id: int, title: str, end: datetime) -> DueItem:
    """An instant that is a midnight ends the day before."""
    return DueItem(
        kind=kind,
        object_id=pk,
        enterprise_id=enterprise_id,
        title=title,
        last_day=day_of(end - timedelta(microseconds=1)),
    )


def _dated(
    kind: str, row: Permit | Proof | Trademark | Document, title: str, last_day: date | None
) -> DueItem:
    if last_day is None or row.enterprise_id is None:
        raise ValueError(f"{row} has no end")
    return DueItem(
        kind=kind,
        object_id=row.pk,
        enterprise_id=row.enterprise_id,
        title=title,
        last_day=last_day,
    )
