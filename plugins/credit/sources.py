"""Facts of after-sales: whose goods came back for a defect, and who left buyers waiting.

They are counted here because only an order's parts say which enterprise a case is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from plugins.after_sales.public import CaseLine, CaseState, Reason
from plugins.child_orders.public import ChildOrder, ChildState
from plugins.kernel.credit_facts import Basis, FactSource, Incident

#: The seller's fault, or the carrier's it chose: not a change of mind, not a lost parcel.
DEFECTS = {
    Reason.QUALITY: "质量问题",
    Reason.DAMAGED: "破损",
    Reason.MISSING: "少件",
    Reason.WRONG_GOODS: "发错货或与描述不符",
}
_CHILD = "line__order_line__child_line__child_order"
#: Orders of earlier releases may have no parts yet.
_KNOWN = {"line__order_line__child_line__isnull": False}
_SHIPPED = (ChildState.SHIPPED.value, ChildState.RECEIVED.value, ChildState.REFUNDED.value)


def _shipped(since: datetime, until: datetime) -> Mapping[int, int]:
    left = ChildOrder.objects.filter(
        shipped_at__gte=since, shipped_at__lt=until, state__in=_SHIPPED
    )
    return dict(left.order_by().values_list("enterprise").annotate(count=Count("pk")))


def _returned(since: datetime, until: datetime) -> QuerySet[Any]:
    return CaseLine.objects.filter(
        case__state=CaseState.REFUNDED.value,
        case__refunded_at__gte=since,
        case__refunded_at__lt=until,
        case__reason__in=[reason.value for reason in DEFECTS],
        case__is_shipped=True,
        **_KNOWN,
    )


def _rows(lines: QuerySet[Any], at: str) -> Iterable[tuple[Any, ...]]:
    """One row for each case and part of an order it is about."""
    fields = ("number", "reason", "answered_by", "decided_by", at)
    return (
        lines.order_by("case_id", f"{_CHILD}__number")
        .values_list(
            f"{_CHILD}__enterprise",
            f"{_CHILD}__number",
            "case_id",
            *(f"case__{field}" for field in fields),
        )
        .distinct()
    )


def _defects(since: datetime, until: datetime) -> Iterable[Incident]:
    for enterprise, child, case, number, reason, answered, decided, at in _rows(
        _returned(since, until), "refunded_at"
    ):
        yield _incident(
            enterprise,
            child,
            case,
            key="defect",
            title=f"售后 {number}：因{DEFECTS[Reason(reason)]}退款",
            at=at,
            recorded_by=decided or answered,
        )


def _answered(since: datetime, until: datetime) -> QuerySet[Any]:
    asked = CaseLine.objects.filter(
        case__requested_at__gte=since, case__requested_at__lt=until, **_KNOWN
    )
    return asked.exclude(case__answered_by="")


def _answers(since: datetime, until: datetime) -> Mapping[int, int]:
    rows = (
        _answered(since, until)
        .order_by()
        .values_list(f"{_CHILD}__enterprise")
        .annotate(count=Count("case", distinct=True))
    )
    return dict(rows)


def _silences(since: datetime, until: datetime) -> Iterable[Incident]:
    by_itself = _answered(since, until).filter(case__answered_by__startswith="system:")
    for enterprise, child, case, number, _, answered, _, at in _rows(by_itself, "requested_at"):
        yield _incident(
            enterprise,
            child,
            case,
            key="silence",
            title=f"售后 {number}：期限内没有答复，系统代为同意",
            at=at,
            recorded_by=answered,
        )


def _incident(
    enterprise: int, child: str, case: int, *, key: str, title: str, at: datetime, recorded_by: str
) -> Incident:
    return Incident(
        enterprise_id=enterprise,
        key=f"{key}:{case}:{child}",
        title=title,
        at=at,
        recorded_by=recorded_by,
        object_type="mall_after_sales.case",
        object_id=str(case),
        page="order",
        page_arg=child,
    )


QUALITY = FactSource(
    slug="quality",
    name=("商品质量", "Quality of goods"),
    explained=(
        "发出的订单里，因质量、破损、少件、发错货退了款的售后占多少；买家改变主意的不计。",
        "Shipped orders and, among them, refunds for defects; changes of mind do not count.",
    ),
    basis=Basis.SHARE,
    totals=_shipped,
    incidents=_defects,
)
RESPONSE = FactSource(
    slug="response",
    name=("售后答复", "Answers after sales"),
    explained=(
        "买家的售后申请，在期限内亲自答复的占多少；逾期由系统代为同意的算没有答复。",
        "Requests answered in time by the enterprise itself, not by the end of its time.",
    ),
    basis=Basis.SHARE,
    totals=_answers,
    incidents=_silences,
)
