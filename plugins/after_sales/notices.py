"""Which enterprises a case concerns: the makers of its goods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.utils import timezone

from plugins.after_sales.models import Case, CaseLine
from plugins.after_sales.rules.windows import Reason
from plugins.brand.public import makers_of
from plugins.child_orders.public import ChildOrder
from plugins.kernel.notices import Addressed

WHY = {
    Reason.CHANGED_MIND: "不想要了",
    Reason.QUALITY: "质量问题",
    Reason.DAMAGED: "破损",
    Reason.MISSING: "少件",
    Reason.WRONG_GOODS: "发错货或与描述不符",
    Reason.NOT_RECEIVED: "没有收到货",
}


def of_cases(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """Three queries, however many cases."""
    products = defaultdict(set)
    lines = CaseLine.objects.filter(
        case__in=ids, case__child_order=None, line__order_line__variant__isnull=False
    )
    for case_id, product in lines.values_list("case_id", "line__order_line__variant__product_id"):
        products[case_id].add(product)
    makers = makers_of(product_ids={each for mine in products.values() for each in mine})
    cases = Case.objects.filter(pk__in=ids).select_related("order__placed", "child_order")
    return {
        str(case.pk): [_own(case)]
        if case.child_order
        else [
            _shared(case, enterprise)
            for enterprise in sorted({makers[each] for each in products[case.pk] if each in makers})
        ]
        for case in cases
    }


def _own(case: Case) -> Addressed:
    """The enterprise answers it on the case's page."""
    child: ChildOrder = case.child_order
    return Addressed(
        enterprise_id=child.enterprise_id,
        facts=_facts(case, order=child.number),
        page="after_sales_case",
        page_args=(case.number,),
    )


def _shared(case: Case, enterprise_id: int) -> Addressed:
    """A case of earlier releases over goods of several: the platform answers, they are told."""
    return Addressed(
        enterprise_id=enterprise_id,
        facts=_facts(case, order=case.order.placed.number),
        page="orders",
    )


def _facts(case: Case, *, order: str) -> dict[str, str]:
    return {
        "number": case.number,
        "order": order,
        "why": WHY[Reason(case.reason)],
        "due": f"{timezone.localtime(case.due_at):%m-%d %H:%M}" if case.due_at else "—",
    }
