"""Which enterprise a part of an order concerns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils import timezone

from plugins.child_orders.models import ChildOrder
from plugins.kernel.notices import Addressed


def of_child_orders(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    return {
        str(child.pk): [
            Addressed(
                enterprise_id=child.enterprise_id,
                facts={"number": child.number, "ship_by": _moment(child)},
                page="order",
                page_args=(child.number,),
            )
        ]
        for child in ChildOrder.objects.filter(pk__in=ids)
    }


def _moment(child: ChildOrder) -> str:
    return f"{timezone.localtime(child.ship_by):%m-%d %H:%M}" if child.ship_by else "—"
