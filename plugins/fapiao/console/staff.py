"""The office's view of fapiao: who owes which; recorded for enterprises that cannot."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from brand_theme.console.public import (
    Asked,
    DaysFilter,
    Measure,
    MenuEntry,
    ObjectAction,
    OrderPart,
    Panel,
    Queue,
    ReadOnlyModelAdmin,
    ReasonForm,
    Role,
    Section,
    Table,
    fen,
    measured,
    moment,
    object_url,
    register,
    state_column,
)
from plugins.fapiao import rules
from plugins.fapiao.console.forms import IssueForm, RedLetterForm, RefuseForm
from plugins.fapiao.console.texts import STATES, TAKE_BACK, facts_of
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.rules import RefusalReason
from plugins.fapiao.selectors import (
    FapiaoEntry,
    entry_of,
    excess_fen_of,
    fapiao_requests,
    fapiao_with_excess,
    total_fen_of,
)
from plugins.fapiao.services.fapiao_issue import IssuedFapiao, fapiao_issue
from plugins.fapiao.services.fapiao_refuse import fapiao_refuse
from plugins.fapiao.services.fapiao_reveal import fapiao_reveal_one
from plugins.fapiao.services.red_letter_record import red_letter_record
from plugins.fapiao.states import FapiaoState
from plugins.fapiao.workbook import KIND_TEXT
from plugins.kernel.money import to_fen
from plugins.kernel.numbers import whole_number

DECIDE = "mall_fapiao.change_fapiaorequest"


def _issue(asked: Asked) -> str:
    issued = IssuedFapiao(
        number=asked.data["number"],
        issued_on=asked.data["issued_on"],
        total_fen=to_fen(asked.data["yuan"]),
        document=asked.data["document"],
    )
    done = fapiao_issue(
        request_id=asked.obj.pk,
        revision=whole_number(asked.data["revision"]) or 0,
        issued=issued,
        actor=asked.actor,
        now=asked.now,
    )
    return f"已登记发票 {done.number}。"


def _refuse(asked: Asked) -> str:
    fapiao_refuse(
        request_id=asked.obj.pk,
        reason=RefusalReason(asked.data["reason"]),
        note=asked.data["note"],
        actor=asked.actor,
        now=asked.now,
    )
    return "已驳回，买家会看到原因，可以重新申请。"


def _take_back(asked: Asked) -> str:
    red = red_letter_record(
        request_id=asked.obj.pk,
        number=asked.data["number"],
        issued_on=asked.data["issued_on"],
        fen=to_fen(asked.data["yuan"]),
        actor=asked.actor,
        now=asked.now,
    )
    return f"已登记红字发票 {red.number}。"


def _reveal(asked: Asked) -> list[Panel]:
    entry = fapiao_reveal_one(
        request_id=asked.obj.pk, actor=asked.actor, reason=asked.data["reason"], now=asked.now
    )
    return [_panel(entry)]


class TakeBackFilter(admin.SimpleListFilter):
    title = "冲红"
    parameter_name = "take_back"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "需冲红")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return fapiao_with_excess(queryset) if self.value() else queryset


@register(FapiaoRequest, name="发票申请", fields={"requested_at": "申请时间"})
class FapiaoRequestAdmin(ReadOnlyModelAdmin):
    """Requests, the longest waiting first; personal data masked."""

    states = STATES
    ordering = ("requested_at", "pk")
    list_display = (
        "order_number",
        "seller",
        "state_shown",
        "kind_shown",
        "title_shown",
        "total",
        "excess",
        "requested",
        "waited",
    )
    list_filter = (TakeBackFilter, ("requested_at", DaysFilter))
    list_filter_submit = True
    search_fields = (
        "^order__placed__number",
        "=number",
        "=tax_number",
        "child_order__enterprise__brand_name",
    )
    search_help_text = "订单号、发票号码、税号或企业名"
    state_shown = state_column(STATES)
    object_actions = (
        ObjectAction(
            name="issue",
            title="登记发票",
            icon="task",
            permission=DECIDE,
            form=IssueForm,
            perform=_issue,
            available=lambda obj: obj.state == FapiaoState.REQUESTED.value,
            warning=lambda obj: "由企业自己开票登记；企业办不了时，凭其发票代为登记。",
            confirm="登记",
        ),
        ObjectAction(
            name="take_back",
            title="登记红字",
            icon="undo",
            permission=DECIDE,
            form=RedLetterForm,
            perform=_take_back,
            available=lambda obj: excess_fen_of(obj) > 0,
            warning=lambda obj: TAKE_BACK,
            confirm="登记",
        ),
        ObjectAction(
            name="reveal",
            title="查看完整信息",
            icon="visibility",
            permission=DECIDE,
            form=ReasonForm,
            perform=_reveal,
            warning=lambda obj: "将显示完整的抬头和邮箱，这次查看会记入审计。",
            confirm="查看",
        ),
        ObjectAction(
            name="refuse",
            title="驳回",
            icon="block",
            permission=DECIDE,
            form=RefuseForm,
            perform=_refuse,
            available=lambda obj: obj.state == FapiaoState.REQUESTED.value,
            is_danger=True,
            confirm="驳回",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        related = ("order__placed", "child_order__enterprise")
        found = super().get_queryset(request).select_related(*related)
        return found.prefetch_related("red_letters")

    @admin.display(description="订单")
    def order_number(self, obj: FapiaoRequest) -> str:
        return obj.child_order.number if obj.child_order else obj.order.placed.number

    @admin.display(description="开票企业", ordering="child_order__enterprise__brand_name")
    def seller(self, obj: FapiaoRequest) -> str:
        return obj.child_order.enterprise.brand_name if obj.child_order else "平台"

    @admin.display(description="类型")
    def kind_shown(self, obj: FapiaoRequest) -> str:
        return KIND_TEXT[obj.kind]

    @admin.display(description="抬头")
    def title_shown(self, obj: FapiaoRequest) -> str:
        return rules.title_masked(kind=rules.FapiaoKind(obj.kind), title=obj.title)

    @admin.display(description="金额")
    def total(self, obj: FapiaoRequest) -> Any:
        return fen(total_fen_of(obj))

    @admin.display(description="需冲红")
    def excess(self, obj: FapiaoRequest) -> Any:
        owed = entry_of(obj, now=timezone.now()).excess_fen
        return fen(owed) if owed else "—"

    @admin.display(description="申请", ordering="requested_at")
    def requested(self, obj: FapiaoRequest) -> str:
        return moment(obj.requested_at)

    @admin.display(description="等待")
    def waited(self, obj: FapiaoRequest) -> str:
        return f"{entry_of(obj, now=timezone.now()).age_days} 天"

    def heading(self, obj: FapiaoRequest) -> str:
        return self.order_number(obj)

    def panels(self, obj: FapiaoRequest) -> list[Panel]:
        return [_panel(entry_of(obj, now=timezone.now()), request=obj)]


def _panel(entry: FapiaoEntry, *, request: FapiaoRequest | None = None) -> Panel:
    red = [] if request is None else list(request.red_letters.all())
    rows = [(each.number, each.issued_on, fen(each.fen)) for each in red]
    return Panel(
        f"发票申请 {entry.order_number}",
        facts=[("开票企业", entry.seller or "平台"), *facts_of(entry)],
        label=STATES[entry.state.value],
        advice=TAKE_BACK if entry.excess_fen else "",
        url=object_url(request) if request is not None else "",
        table=Table(("红字发票号码", "开具日期", "金额"), rows) if rows else None,
    )


def order_part(order_id: int) -> OrderPart | None:
    requests = list(fapiao_requests().filter(order_id=order_id))
    if not requests:
        return None
    now = timezone.now()
    panels = [_panel(entry_of(each, now=now), request=each) for each in requests]
    return OrderPart(model=FapiaoRequest, panels=panels, subjects=requests)


def _requested(_now: datetime) -> Measure:
    return measured(fapiao_requests(state=FapiaoState.REQUESTED), "requested_at")


def _to_take_back(_now: datetime) -> Measure:
    return measured(fapiao_with_excess(fapiao_requests()), "decided_at")


MENU = (MenuEntry(Section.MONEY, "发票申请", "request_quote", FapiaoRequest, "state=requested"),)
QUEUES = (
    Queue(
        title="企业待开发票",
        hint="由企业自己开票登记；超过三天的请提醒企业。",
        icon="request_quote",
        model=FapiaoRequest,
        query="state=requested",
        measure=_requested,
        within=timedelta(days=3),
    ),
    Queue(
        title="发票需冲红",
        hint="开票后退了款，提醒企业开红字发票。",
        icon="undo",
        model=FapiaoRequest,
        query="take_back=yes",
        measure=_to_take_back,
        within=timedelta(days=10),
    ),
)
_LOOK = "mall_fapiao.view_fapiaorequest"
GRANTS = {Role.FINANCE: (_LOOK, DECIDE), Role.SERVICE: (_LOOK,)}
