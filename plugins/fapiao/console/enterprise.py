"""What fapiao an enterprise was asked for: the list, one request, and the workbook."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brand_theme.console.public import (
    EnterpriseCard,
    age_text,
    enterprise_page,
    timeline_of,
    yuan,
)
from plugins.fapiao.console.texts import STATES, TAKE_BACK, facts_of
from plugins.fapiao.file_store import file_answer
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.selectors import (
    entry_of,
    fapiao_of_enterprise,
    fapiao_one_of_enterprise,
    fapiao_with_excess,
)
from plugins.fapiao.services.member_fapiao import member_reveal, waiting_ids
from plugins.fapiao.states import FapiaoState
from plugins.fapiao.workbook import KIND_TEXT, workbook_bytes
from plugins.marketplace.public import MemberActor, NotAMember, Role, acting, member_page

PER_PAGE = 50
TAKE_BACK_TAB, ALL = "take_back", "all"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Why an enterprise looks at whom its fapiao is made out to.
TO_ISSUE, TO_EXPORT = "开票", "导出待开发票"


def _mine(actor: MemberActor, state: FapiaoState | None = None) -> QuerySet[FapiaoRequest]:
    mine = fapiao_of_enterprise(enterprise_id=actor.enterprise_id)
    return mine if state is None else mine.filter(state=state.value)


@require_GET
@member_page(Role.FINANCE)
def requests(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    text = request.GET.get("q", "").strip()
    chosen = ALL if text else request.GET.get("show", FapiaoState.REQUESTED.value)
    page = Paginator(_found(actor, chosen, text), PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    context = {
        "tabs": _tabs(actor, chosen),
        "lines": [_line(each, now=now) for each in page.object_list],
        "page": page,
        "show": chosen,
        "text": text,
        "can_export": chosen == FapiaoState.REQUESTED.value and page.paginator.count,
    }
    return enterprise_page(request, "fapiao/requests.html", context, title="发票")


def _found(actor: MemberActor, chosen: str, text: str) -> QuerySet[FapiaoRequest]:
    mine = _mine(actor)
    if text:
        return mine.filter(child_order__number__startswith=text).order_by("-pk")
    if chosen == TAKE_BACK_TAB:
        return fapiao_with_excess(mine)
    if chosen not in STATES:
        return mine.order_by("-pk")
    shown = mine.filter(state=chosen)
    return shown if chosen == FapiaoState.REQUESTED.value else shown.order_by("-decided_at")


def _tabs(actor: MemberActor, chosen: str) -> list[tuple[str, str, int | None, bool]]:
    to_take_back = fapiao_with_excess(_mine(actor)).count()
    waiting = _mine(actor, FapiaoState.REQUESTED).count()
    tabs: list[tuple[str, str, int | None]] = [
        (value, label.text, waiting if value == FapiaoState.REQUESTED.value else None)
        for value, label in STATES.items()
    ]
    tabs.insert(1, (TAKE_BACK_TAB, "需冲红", to_take_back))
    return [(*tab, tab[0] == chosen) for tab in [*tabs, (ALL, "全部", None)]]


def _line(request: FapiaoRequest, *, now: Any) -> dict[str, Any]:
    entry = entry_of(request, now=now)
    return {
        "entry": entry,
        "label": STATES[request.state],
        "kind": KIND_TEXT[request.kind],
        "amount": yuan(entry.total_fen),
        "excess": yuan(entry.excess_fen) if entry.excess_fen else "",
        "waits": _waited(now - request.requested_at)
        if request.state == FapiaoState.REQUESTED.value
        else "",
    }


def _waited(age: timedelta) -> str:
    return "刚刚申请" if age < timedelta(minutes=1) else f"已等 {age_text(age)}"


@require_GET
@member_page(Role.FINANCE)
def one(request: HttpRequest, actor: MemberActor, request_id: int) -> HttpResponseBase:
    return _page(request, actor, request_id)


@require_POST
@member_page(Role.FINANCE)
def reveal(request: HttpRequest, actor: MemberActor, request_id: int) -> HttpResponseBase:
    """Show title and address in full, once; the look is in the audit trail."""
    now = timezone.now()
    [entry] = member_reveal(actor=actor, request_ids=[request_id], reason=TO_ISSUE, now=now)
    return _page(request, actor, request_id, facts=facts_of(entry))


def _page(
    request: HttpRequest,
    actor: MemberActor,
    request_id: int,
    *,
    facts: list[tuple[str, object]] | None = None,
) -> HttpResponseBase:
    found = fapiao_one_of_enterprise(request_id=request_id, enterprise_id=actor.enterprise_id)
    line = _line(found, now=timezone.now())
    context = {
        **line,
        "it": found,
        "facts": facts or facts_of(line["entry"]),
        "is_shown": facts is not None,
        "sums": _sums(found),
        "red_letters": [
            (each.number, each.issued_on, yuan(each.fen)) for each in found.red_letters.all()
        ],
        "advice": TAKE_BACK if line["excess"] else "",
        "sees_orders": actor.may(Role.ORDERS),
        "timeline": timeline_of([found], names={}),
    }
    number = line["entry"].order_number
    return enterprise_page(request, "fapiao/one.html", context, title=f"发票 {number}")


def _sums(request: FapiaoRequest) -> list[tuple[str, str]]:
    """Show how the amount comes about."""
    part = request.child_order
    if part is None:
        raise ValueError("a request of no enterprise's part has no page here")
    sums = [("商品实付", yuan(part.goods_fen)), ("运费", yuan(part.shipping_fen))]
    if part.refunded_fen:
        sums.append(("已退款", f"−{yuan(part.refunded_fen)}"))
    return [*sums, ("应开票", yuan(part.total_fen - part.refunded_fen))]


@require_GET
@member_page(Role.FINANCE)
def file(request: HttpRequest, actor: MemberActor, request_id: int) -> HttpResponseBase:
    """Hand out the PDF that the enterprise itself has sent."""
    found = fapiao_one_of_enterprise(request_id=request_id, enterprise_id=actor.enterprise_id)
    if not found.file:
        raise Http404(str(request_id))
    return file_answer(found.file, number=found.number)


@require_POST
@member_page(Role.FINANCE)
def export(request: HttpRequest, actor: MemberActor) -> HttpResponse:
    """Send what is to be made out as a workbook, unmasked; each row is in the audit trail."""
    now = timezone.now()
    entries = member_reveal(actor=actor, request_ids=waiting_ids(actor), reason=TO_EXPORT, now=now)
    name = f"fapiao-{timezone.localtime(now):%Y%m%d-%H%M}.xlsx"
    return HttpResponse(
        workbook_bytes(entries),
        content_type=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    """What an enterprise's accountant has to make out or take back."""
    try:
        actor = acting(request)
    except NotAMember:
        return []
    if not actor.may(Role.FINANCE):
        return []
    url = reverse("enterprise:fapiao")
    waiting = _mine(actor, FapiaoState.REQUESTED)
    oldest = waiting.values_list("requested_at", flat=True).first()
    age = timezone.now() - oldest if oldest else None
    return [
        EnterpriseCard(
            "待开发票",
            f"最早一张{_waited(age)}。" if age is not None else "",
            "request_quote",
            url,
            waiting.count(),
            age is not None and age.days >= 3,
        ),
        EnterpriseCard(
            "发票需冲红",
            "开票后退了款，请开红字发票。",
            "undo",
            f"{url}?show={TAKE_BACK_TAB}",
            fapiao_with_excess(_mine(actor)).count(),
        ),
    ]
