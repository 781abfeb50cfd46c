"""Which enterprise a pick-up concerns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from plugins.kernel.notices import Addressed
from plugins.pickups.models import Pickup


def of_pickups(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    pickups = Pickup.objects.filter(pk__in=ids).select_related("child_order")
    return {
        str(pickup.pk): [
            Addressed(
                enterprise_id=pickup.child_order.enterprise_id,
                facts={
                    "number": pickup.child_order.number,
                    "until": f"{pickup.keep_until:%m-%d}" if pickup.keep_until else "—",
                },
                page="pickup",
                page_args=(pickup.child_order.number,),
            )
        ]
        for pickup in pickups
    }
