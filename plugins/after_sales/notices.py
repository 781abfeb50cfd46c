"""Which enterprises a case concerns: the makers of its goods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.utils import timezone

from plugins.after_sales.models import Case, CaseLine
from plugins.after_sales.rules.windows import Reason
from plugins.brand.public import makers_of
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
    lines = CaseLine.objects.filter(case__in=ids, line__order_line__variant__isnull=False)
    for case_id, product in lines.values_list("case_id", "line__order_line__variant__product_id"):
        products[case_id].add(product)
    makers = makers_of(product_ids={each for mine in products.values() for each in mine})
    return {
        str(case.pk): [
            _addressed(case, enterprise)
            for enterprise in sorted({makers[each] for each in products[case.pk] if each in makers})
        ]
        for case in Case.objects.filter(pk__in=ids).select_related("order__placed")
    }


def _addressed(case: Case, enterprise_id: int) -> Addressed:
    due = f"{timezone.localtime(case.due_at):%m-%d %H:%M}" if case.due_at else "—"
    return Addressed(
        enterprise_id=enterprise_id,
        facts={
            "number": case.number,
            "order": case.order.placed.number,
            "why": WHY[Reason(case.reason)],
            "due": due,
        },
        page="orders",
    )
