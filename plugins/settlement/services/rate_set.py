"""Say what the platform keeps, from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.kernel import audit
from plugins.settlement.errors import RateInvalid, RateSetBefore
from plugins.settlement.models import CommissionRate
from plugins.settlement.rules.commission import BASIS


def rate_set(
    *, goods_class: str, since: date, basis_points: int, actor: str, now: datetime
) -> CommissionRate:
    """Add a rate for a class of goods (empty: all others) that begins today or later.

    Sales before that day keep the rate they were made under. The caller has
    checked that `actor` may do this.

    Raises:
        RateInvalid, RateSetBefore: nothing was changed.
    """
    if not 0 <= basis_points <= BASIS or since < timezone.localdate(now):
        raise RateInvalid()
    try:
        with transaction.atomic():
            rate = CommissionRate.objects.create(
                goods_class=goods_class,
                since=since,
                basis_points=basis_points,
                set_by=actor,
                set_at=now,
            )
            audit.record(
                "settlement.rate.set",
                rate,
                actor=actor,
                goods_class=goods_class,
                since=since.isoformat(),
                basis_points=basis_points,
            )
    except IntegrityError as error:
        raise RateSetBefore() from error
    return rate
