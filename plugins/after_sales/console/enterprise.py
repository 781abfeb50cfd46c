"""An enterprise's after-sales cases: the list, one case, and its buyer's pictures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from brand_theme.console.public import enterprise_page, name_masked, timeline_of, yuan
from plugins.after_sales.console.texts import (
    KINDS,
    REASONS,
    SELLER_ADVICE,
    STATES,
    goods_text,
    is_near,
    left_text,
)
from plugins.after_sales.models import Case
from plugins.after_sales.selectors import (
    SELLER_STATES,
    case_counts,
    case_of_enterprise,
    cases_of_enterprise,
)
from plugins.after_sales.services.picture_show import picture_show
from plugins.after_sales.states import TRANSITIONS, CaseState
from plugins.kernel.picture_http import picture_answer
from plugins.marketplace.public import MemberActor, Role, member_page
from plugins.shipments.public import companies

PER_PAGE = 50
MINE, MONEY, ENDED, ALL = "mine", "money", "ended", "all"
_FINAL = [state.value for state in CaseState if TRANSITIONS.is_final(state)]
#: What a tab shows; in the order of the day.
TABS: dict[str, tuple[str, list[str]]] = {
    MINE: ("待我处理", SELLER_STATES),
    CaseState.WAITING_RETURN.value: ("待买家寄回", [CaseState.WAITING_RETURN.value]),
    CaseState.REFUSED.value: ("已拒绝", [CaseState.REFUSED.value]),
    CaseState.ARBITRATION.value: ("平台介入", [CaseState.ARBITRATION.value]),
    MONEY: ("退款中", [CaseState.REFUNDING.value, CaseState.REFUND_FAILED.value]),
    ENDED: ("已结束", _FINAL),
}


@require_GET
@member_page(Role.ORDERS)
def cases(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    now = timezone.now()
    text = request.GET.get("q", "").strip()
    chosen = ALL if text else request.GET.get("show", MINE)
    found = _found(actor, chosen, text)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": _tabs(actor, chosen, now=now),
        "lines": [_line(case, now=now) for case in page.object_list],
        "page": page,
        "show": chosen,
        "text": text,
    }
    return enterprise_page(request, "after_sales/cases.html", context, title="售后")


def _found(actor: MemberActor, chosen: str, text: str) -> QuerySet[Case]:
    mine = cases_of_enterprise(enterprise_id=actor.enterprise_id)
    if text:
        return mine.filter(Q(number__startswith=text) | Q(child_order__number__startswith=text))
    if chosen not in TABS:
        return mine
    shown = mine.filter(state__in=TABS[chosen][1])
    return shown.order_by("-pk") if chosen == ENDED else shown


def _tabs(
    actor: MemberActor, chosen: str, *, now: datetime
) -> list[tuple[str, str, int | None, bool]]:
    by_state = case_counts(enterprise_id=actor.enterprise_id, now=now).by_state
    tabs: list[tuple[str, str, int | None]] = [
        (name, words, sum(by_state.get(state, 0) for state in states))
        for name, (words, states) in TABS.items()
    ]
    return [(*tab, tab[0] == chosen) for tab in [*tabs, (ALL, "全部", None)]]


def _line(case: Case, *, now: datetime) -> dict[str, Any]:
    return {
        "case": case,
        "label": STATES[case.state],
        "kind": KINDS[case.kind],
        "reason": REASONS[case.reason],
        "left": left_text(case, now=now),
        "is_near": is_near(case, now=now) and case.state in SELLER_STATES,
        "goods": [(goods_text(line), line.quantity) for line in case.lines.all()],
        "amount": yuan(case.refund_fen),
        "pictures": len(case.pictures.all()),
    }


@require_GET
@member_page(Role.ORDERS)
def case(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    """Everything about one case, and what can be done with it now."""
    now = timezone.now()
    found = case_of_enterprise(number=number, enterprise_id=actor.enterprise_id)
    carrier = companies().get(found.return_company)
    context = {
        **_line(found, now=now),
        "advice": SELLER_ADVICE.get(CaseState(found.state), ""),
        "buyer": _buyer(found),
        "rows": [
            (goods_text(line), line.quantity, yuan(line.refund_fen), line.resaleable)
            for line in found.lines.all()
        ],
        "sums": _sums(found),
        "carrier": carrier.name if carrier else "",
        "pictures": [(picture.pk, index) for index, picture in enumerate(found.pictures.all(), 1)],
        "is_arbitrated": bool(found.decided_by),
        "needs_return_to": found.state == CaseState.WAITING_RETURN.value and not found.return_to,
        "timeline": timeline_of([found], names={}),
    }
    return enterprise_page(request, "after_sales/case.html", context, title=f"售后 {found.number}")


def _buyer(case: Case) -> str:
    address = case.order.shipping_address
    return name_masked(address.full_name) if address else ""


def _sums(case: Case) -> list[tuple[str, str]]:
    sums = [("申请退款", yuan(case.fen))]
    if case.shipping_fen:
        sums.append(("其中运费", yuan(case.shipping_fen)))
    if case.awarded_fen is not None:
        sums.append(("平台裁定退款", yuan(case.awarded_fen)))
    return sums


@require_GET
@member_page(Role.ORDERS)
def picture(
    request: HttpRequest, actor: MemberActor, number: str, picture_id: int
) -> HttpResponseBase:
    """Show one of the buyer's pictures; the look is in the audit trail."""
    found = case_of_enterprise(number=number, enterprise_id=actor.enterprise_id)
    return picture_answer(picture_show(case=found, picture_id=picture_id, actor=str(actor)))
