"""How punctually enterprises ship: each part whose deadline has come is one fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Least

from plugins.child_orders.models import ChildOrder, ChildRefund
from plugins.child_orders.states import OPEN, ChildState
from plugins.kernel.credit_facts import Basis, FactSource, Incident

ACTOR = "system:child_orders"


#: Shipped without being set aside first, it was handed over at once.
_LEFT_AT = Case(
    When(is_pick_up=True, then=Least("ready_at", "shipped_at")),
    default=Least("collected_at", "shipped_at"),
)


def _due(since: datetime, until: datetime) -> QuerySet[ChildOrder]:
    """Parts that had to leave within the span; `left_at` is when they did, to buyer or hub.

    What the buyer fetches had to be ready by then.

    Goods whose money went back before their deadline, and which never left, had to
    leave no more.
    """
    refunds = (
        ChildRefund.objects.filter(child_order=OuterRef("pk"))
        .order_by()
        .values("child_order")
        .annotate(last=Max("counted_at"))
        .values("last")
    )
    due = ChildOrder.objects.filter(paid_at__isnull=False, ship_by__gte=since, ship_by__lt=until)
    return (
        due.exclude(state=ChildState.CANCELLED.value)
        .annotate(left_at=_LEFT_AT, refunded_last=Subquery(refunds))
        .exclude(
            state=ChildState.REFUNDED.value,
            left_at__isnull=True,
            refunded_last__lte=F("ship_by"),
        )
    )


def _late(since: datetime, until: datetime) -> QuerySet[ChildOrder]:
    never_left = Q(left_at__isnull=True) & Q(
        state__in=[*(state.value for state in OPEN), ChildState.REFUNDED.value]
    )
    return _due(since, until).filter(Q(left_at__gt=F("ship_by")) | never_left)


def _totals(since: datetime, until: datetime) -> Mapping[int, int]:
    rows = _due(since, until).order_by().values_list("enterprise").annotate(count=Count("pk"))
    return {enterprise: count for enterprise, *_, count in rows}


def _incidents(since: datetime, until: datetime) -> Iterable[Incident]:
    for child in _late(since, until).order_by("pk"):
        yield Incident(
            enterprise_id=child.enterprise_id,
            key=f"child_order:{child.pk}",
            title=f"订单 {child.number} {_how_late(child.ship_by, child.left_at)}",
            at=child.ship_by,
            recorded_by=ACTOR,
            object_type=child._meta.label_lower,
            object_id=str(child.pk),
            page="order",
            page_arg=child.number,
        )


def _how_late(ship_by: datetime, left_at: datetime | None) -> str:
    if left_at is None:
        return "到期没有发出"
    late: timedelta = left_at - ship_by
    hours = int(late.total_seconds() // 3600)
    return f"晚发 {hours} 小时" if hours else "晚发不到 1 小时"


SHIPPING = FactSource(
    slug="shipping",
    name=("按时发货", "On-time shipping"),
    explained=(
        "发货期限落在这段时间内的每一份订单，期限前交快递或交分拨中心的算按时；期限前已退款的不计。",
        "Every part of an order whose deadline lies in the span: handed to express or hub by then, or not.",
    ),
    basis=Basis.SHARE,
    totals=_totals,
    incidents=_incidents,
)
