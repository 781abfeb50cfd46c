"""What an enterprise is owed: its balance, its statements, agreeing and objecting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brand_theme.console.public import (
    EnterpriseCard,
    enterprise_page,
    moment,
    timeline_of,
    yuan,
)
from plugins.kernel.transitions import MoveRefused
from plugins.marketplace.public import MemberActor, NotAMember, Role, acting, member_page
from plugins.settlement.console.files import statement_file
from plugins.settlement.console.texts import PAYOUTS, PERIODS
from plugins.settlement.models import LedgerEntry, Period
from plugins.settlement.selectors import (
    Statement,
    balance_of,
    entries_since,
    periods_of,
    statement_of,
)
from plugins.settlement.services.period_agree import period_confirm, period_dispute
from plugins.settlement.statement import KIND_TEXT
from plugins.settlement.states import EntryKind, PeriodState

PER_PAGE, NEWEST = 100, 50
SOON = timedelta(days=2)
OBJECTION_LONGEST = 500


@require_GET
@member_page(Role.FINANCE)
def settlement(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """The balance, the statements, and what was booked since the last of them."""
    since = entries_since(enterprise_id=actor.enterprise_id)
    periods = periods_of(enterprise_id=actor.enterprise_id)
    page = Paginator(periods, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "balance": yuan(balance_of(enterprise_id=actor.enterprise_id)),
        "page": page,
        "periods": [_period_line(period) for period in page.object_list],
        "entries": [_entry_line(entry) for entry in since.order_by("-pk")[:NEWEST]],
        "newest": NEWEST,
        "sees_orders": actor.may(Role.ORDERS),
    }
    return enterprise_page(request, "settlement/settlement.html", context, title="结算")


def _period_line(period: Period) -> dict[str, Any]:
    payout = getattr(period, "payout", None)
    return {
        "it": period,
        "label": PERIODS[period.state],
        "closing": yuan(period.closing_fen),
        "payout": PAYOUTS[payout.state] if payout else None,
        "waits": period.state == PeriodState.CLOSED.value,
    }


def _entry_line(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "at": entry.booked_at,
        "kind": KIND_TEXT[EntryKind(entry.kind)],
        "number": entry.child_order.number if entry.child_order else "",
        "note": entry.note,
        "rate": "" if entry.basis_points is None else f"{entry.basis_points / 100:.2f}%",
        "amount": yuan(entry.fen),
    }


@require_GET
@member_page(Role.FINANCE)
def period(request: HttpRequest, actor: MemberActor, period_id: int) -> HttpResponseBase:
    statement = _own(actor, period_id)
    it = statement.period
    payout = getattr(it, "payout", None)
    entries = it.entries.exclude(kind=EntryKind.PAYOUT.value)
    ordered = entries.select_related("child_order").order_by("booked_at", "pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_period_line(it),
        "sums": _sums(statement),
        "paid": payout,
        "page": page,
        "entries": [_entry_line(entry) for entry in page.object_list],
        "longest": OBJECTION_LONGEST,
        "sees_orders": actor.may(Role.ORDERS),
        "timeline": timeline_of([it, payout] if payout else [it], names={}),
    }
    title = f"结算单 {it.starts_on} 至 {it.ends_on}"
    return enterprise_page(request, "settlement/period.html", context, title=title)


def _own(actor: MemberActor, period_id: int) -> Statement:
    return statement_of(period_id=period_id, enterprise_id=actor.enterprise_id)


def _sums(statement: Statement) -> list[tuple[str, str]]:
    booked = [(KIND_TEXT[kind], yuan(amount)) for kind, amount in statement.totals.items()]
    return [("上期结转", yuan(statement.period.opening_fen)), *booked]


def _period_url(period_id: int) -> str:
    return reverse("enterprise:settlement_period", args=[period_id])


@require_POST
@member_page(Role.FINANCE, back=_period_url)
def confirm(request: HttpRequest, actor: MemberActor, period_id: int) -> HttpResponseBase:
    try:
        period_confirm(actor=actor, period_id=period_id, now=timezone.now())
    except MoveRefused:
        return _too_late(request, actor, period_id)
    messages.success(request, "已确认。应付给企业的款项由商城从对公账户转出。")
    return HttpResponseRedirect(_period_url(period_id))


@require_POST
@member_page(Role.FINANCE, back=_period_url)
def dispute(request: HttpRequest, actor: MemberActor, period_id: int) -> HttpResponseBase:
    _own(actor, period_id)
    try:
        period_dispute(
            actor=actor,
            period_id=period_id,
            objection=request.POST.get("objection", ""),
            now=timezone.now(),
        )
    except MoveRefused:
        return _too_late(request, actor, period_id)
    messages.success(request, "异议已提交，商城财务核对后答复，再请您确认。")
    return HttpResponseRedirect(_period_url(period_id))


def _too_late(request: HttpRequest, actor: MemberActor, period_id: int) -> HttpResponseBase:
    """A colleague, or the end of the time to object, came first."""
    state = PERIODS[_own(actor, period_id).period.state].text
    messages.error(request, f"这份结算单已是“{state}”，没有改动。")
    return HttpResponseRedirect(_period_url(period_id))


@require_GET
@member_page(Role.FINANCE)
def pdf(request: HttpRequest, actor: MemberActor, period_id: int) -> HttpResponse:
    return statement_file(_own(actor, period_id), ending="pdf", now=timezone.now())


@require_GET
@member_page(Role.FINANCE)
def workbook(request: HttpRequest, actor: MemberActor, period_id: int) -> HttpResponse:
    return statement_file(_own(actor, period_id), ending="xlsx", now=timezone.now())


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    """The statement that waits for the enterprise's word; there is one at most."""
    try:
        actor = acting(request)
    except NotAMember:
        return []
    if not actor.may(Role.FINANCE):
        return []
    mine = periods_of(enterprise_id=actor.enterprise_id)
    waiting = list(mine.filter(state=PeriodState.CLOSED.value).order_by("confirm_by"))
    if not waiting:
        return []
    first = waiting[0]
    return [
        EnterpriseCard(
            "结算单待确认",
            f"{moment(first.confirm_by)} 前确认或提出异议，过期视为同意。",
            "receipt_long",
            _period_url(first.pk),
            len(waiting),
            first.confirm_by - timezone.now() < SOON,
        )
    ]
