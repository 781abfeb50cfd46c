"""Which enterprise a campaign concerns: the one that is asked to bear it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from plugins.coupons.models import Campaign
from plugins.coupons.states import Bearer
from plugins.kernel.notices import Addressed


def of_campaigns(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    found = Campaign.objects.filter(
        pk__in=ids, bearer=Bearer.ENTERPRISE.value, enterprise__isnull=False
    )
    return {
        str(each.pk): [
            Addressed(
                enterprise_id=each.enterprise_id,
                facts={
                    "campaign": each.name,
                    "terms": f"{each.headline}，{each.condition}",
                    "total": str(each.total),
                },
                page="coupons",
            )
        ]
        for each in found
    }
