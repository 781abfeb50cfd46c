"""Which enterprise a licence or a file concerns, and what its notices may say of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from plugins.brand.clock import day_of
from plugins.brand.models import Enterprise, Licence
from plugins.kernel.notices import Addressed


def of_licences(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    return {
        str(licence.pk): [
            Addressed(
                enterprise_id=licence.enterprise_id,
                facts={
                    "due": _day(licence.state_due),
                    "rectify_by": _day(licence.rectify_by),
                    "notice_last_day": str(licence.notice_last_day or "—"),
                },
                page="licence",
                page_args=(licence.pk,),
            )
        ]
        for licence in Licence.objects.filter(pk__in=ids)
    }


def _day(end: datetime | None) -> str:
    """Deadlines are the midnight after their last day."""
    return day_of(end - timedelta(microseconds=1)).isoformat() if end else "—"


def of_enterprises(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    found = Enterprise.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {str(pk): [Addressed(enterprise_id=pk, page="licences")] for pk in found}
