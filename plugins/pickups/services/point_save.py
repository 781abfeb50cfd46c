"""An enterprise enters, changes, opens and closes its pick-up points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.addresses.public import (
    division_find,
    gazetteer,
    phone_normalise,
    street_normalise,
    street_within,
    tidy,
)
from plugins.kernel import audit
from plugins.marketplace.public import MemberActor, Role
from plugins.pickups import rules
from plugins.pickups.errors import PointInvalid, PointNamedTwice, PointNotFound
from plugins.pickups.models import PickupPoint, PointHours

NAME_LONGEST = 40


@dataclass(frozen=True, kw_only=True)
class PointFacts:
    """What an enterprise says of a point, as it was typed."""

    name: str
    province: str
    city: str
    county: str
    town: str
    street: str
    phone: str
    keep_days: int
    hours: Sequence[rules.Span]


@transaction.atomic
def point_create(*, actor: MemberActor, facts: PointFacts, now: datetime) -> PickupPoint:
    """Add a point, open at once.

    Raises:
        RoleMissing.
        PointInvalid, PointNamedTwice, KeepDaysInvalid, HoursInvalid, AddressRefused: nothing was changed.
    """
    actor.require(Role.ORDERS)
    values = _values(facts, enterprise_id=actor.enterprise_id)
    point = PickupPoint.objects.create(enterprise_id=actor.enterprise_id, created_at=now, **values)
    _write_hours(point, facts)
    audit.record("pickups.point.created", point, actor=str(actor), keep_days=point.keep_days)
    return point


@transaction.atomic
def point_change(*, actor: MemberActor, point_id: int, facts: PointFacts) -> PickupPoint:
    """Correct a point; orders that wait there see it at once.

    Raises:
        RoleMissing, PointNotFound.
        PointInvalid, PointNamedTwice, KeepDaysInvalid, HoursInvalid, AddressRefused: nothing was changed.
    """
    point = _own_locked(actor, point_id)
    values = _values(facts, enterprise_id=actor.enterprise_id, besides=point.pk)
    changed = sorted(name for name, value in values.items() if getattr(point, name) != value)
    for name, value in values.items():
        setattr(point, name, value)
    point.save(update_fields=list(values))
    point.spans.all().delete()
    _write_hours(point, facts)
    audit.record("pickups.point.changed", point, actor=str(actor), changed=changed)
    return point


@transaction.atomic
def point_switch(*, actor: MemberActor, point_id: int, is_open: bool) -> PickupPoint:
    """Open or close a point; orders placed there before are still handed over there.

    Raises:
        RoleMissing, PointNotFound.
    """
    point = _own_locked(actor, point_id)
    if point.is_open != is_open:
        point.is_open = is_open
        point.save(update_fields=["is_open"])
        if is_open:
            audit.record("pickups.point.opened", point, actor=str(actor))
        else:
            audit.record("pickups.point.closed", point, actor=str(actor))
    return point


def _own_locked(actor: MemberActor, point_id: int) -> PickupPoint:
    actor.require(Role.ORDERS)
    mine = PickupPoint.objects.select_for_update().filter(enterprise=actor.enterprise_id)
    point = mine.filter(pk=point_id).first()
    if point is None:
        raise PointNotFound()
    return point


def _values(facts: PointFacts, *, enterprise_id: int, besides: int = 0) -> dict[str, Any]:
    """Return the columns of a point in their official form."""
    name, town = tidy(facts.name), tidy(facts.town)
    if not (0 < len(name) <= NAME_LONGEST and 0 < len(town) <= NAME_LONGEST):
        raise PointInvalid(field="name" if town else "town", most=NAME_LONGEST)
    namesakes = PickupPoint.objects.filter(enterprise=enterprise_id, name=name)
    if namesakes.exclude(pk=besides).exists():
        raise PointNamedTwice(field="name", name=name)
    place = division_find(
        gazetteer(), province=facts.province, city=facts.city, county=facts.county
    ).division
    names = (place.province, place.city, place.county, town)
    return {
        "name": name,
        "province": place.province,
        "city": place.city,
        "county": place.county,
        "town": town,
        "street": street_within(street_normalise(facts.street), names=names),
        "postcode": gazetteer().postcode_for(place),
        "phone": phone_normalise(facts.phone, is_company=True),
        "keep_days": rules.keep_days_checked(facts.keep_days),
    }


def _write_hours(point: PickupPoint, facts: PointFacts) -> None:
    PointHours.objects.bulk_create(
        PointHours(point=point, weekday=span.weekday, opens=span.opens, closes=span.closes)
        for span in rules.hours_checked(facts.hours)
    )
