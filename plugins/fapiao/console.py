"""Fapiao requests in the console: masked; issue, refuse, reveal."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.utils import timezone

from brand_theme.console.public import (
    ActionForm,
    Asked,
    DaysFilter,
    Label,
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
    Tone,
    choice_field,
    date_field,
    fen,
    measured,
    moment,
    object_url,
    register,
    state_column,
    text_field,
    yuan,
    yuan_field,
)
from plugins.fapiao import rules
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.rules import RefusalReason
from plugins.fapiao.selectors import FapiaoEntry, entry_of, fapiao_requests, total_fen_of
from plugins.fapiao.services.fapiao_issue import IssuedFapiao, fapiao_issue
from plugins.fapiao.services.fapiao_refuse import fapiao_refuse
from plugins.fapiao.services.fapiao_reveal import fapiao_reveal_one
from plugins.fapiao.states import FapiaoState
from plugins.fapiao.workbook import KIND_TEXT
from plugins.kernel.money import from_fen, to_fen

STATES = {
    FapiaoState.REQUESTED.value: Label("待开票", Tone.CAREFUL),
    FapiaoState.ISSUED.value: Label("已开票", Tone.GOOD),
    FapiaoState.REFUSED.value: Label("已驳回"),
    FapiaoState.WITHDRAWN.value: Label("已撤回"),
}
REFUSALS = {
    RefusalReason.DETAILS_WRONG.value: "抬头或税号有误",
    RefusalReason.MONEY_RETURNED.value: "款项已退回",
    RefusalReason.OTHER.value: "其他",
}
DECIDE = "mall_fapiao.change_fapiaorequest"


class IssueForm(ActionForm):
    """What stands on the fapiao made out in the tax system."""

    number = text_field("发票号码", help_text="数电发票 20 位；旧式 18 位（代码加号码）。")
    issued_on = date_field("开票日期")
    yuan = yuan_field("价税合计（元）")
    document = text_field(
        "文件链接", required=False, help_text="PDF 或 OFD 的 https 链接，可不填。"
    )
    revision = text_field("申请版次", help_text="与开票时看到的版次一致，买家改过内容就不能登记。")

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        self.fields["yuan"].initial = from_fen(total_fen_of(obj))
        self.fields["issued_on"].initial = timezone.localdate()
        self.fields["revision"].initial = obj.revision


class RefuseForm(ActionForm):
    """Why none is made out; the buyer reads the note."""

    reason = choice_field("原因", list(REFUSALS.items()))
    note = text_field("给买家的说明", required=False, max_length=rules.NOTE_LONGEST)


def _issue(asked: Asked) -> str:
    issued = IssuedFapiao(
        number=asked.data["number"],
        issued_on=asked.data["issued_on"],
        total_fen=to_fen(asked.data["yuan"]),
        document=asked.data["document"],
    )
    revision = int(asked.data["revision"]) if asked.data["revision"].isdigit() else 0
    done = fapiao_issue(
        request_id=asked.obj.pk,
        revision=revision,
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


def _reveal(asked: Asked) -> list[Panel]:
    entry = fapiao_reveal_one(
        request_id=asked.obj.pk, actor=asked.actor, reason=asked.data["reason"], now=asked.now
    )
    return [_panel(entry)]


@register(FapiaoRequest, name="发票申请", fields={"requested_at": "申请时间"})
class FapiaoRequestAdmin(ReadOnlyModelAdmin):
    """Requests, the longest waiting first; personal data masked."""

    states = STATES
    ordering = ("requested_at", "pk")
    list_display = (
        "order_number",
        "state_shown",
        "kind_shown",
        "title_shown",
        "total",
        "excess",
        "requested",
        "waited",
    )
    list_select_related = ("order__placed",)
    list_filter = (("requested_at", DaysFilter),)
    list_filter_submit = True
    search_fields = ("^order__placed__number", "=number", "=tax_number")
    search_help_text = "订单号、发票号码或税号"
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
            warning=lambda obj: "先在税务系统开好发票，再把票面内容登记在这里。",
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

    @admin.display(description="订单")
    def order_number(self, obj: FapiaoRequest) -> str:
        return obj.order.placed.number

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
        return obj.order.placed.number

    def panels(self, obj: FapiaoRequest) -> list[Panel]:
        return [_panel(entry_of(obj, now=timezone.now()), request=obj)]


def _panel(entry: FapiaoEntry, *, request: FapiaoRequest | None = None) -> Panel:
    facts = [
        ("类型", KIND_TEXT[entry.kind.value]),
        ("抬头", entry.title),
        ("税号", entry.tax_number),
        ("邮箱", entry.email),
        ("版次", entry.revision),
        ("金额", yuan(entry.total_fen)),
        ("需冲红", yuan(entry.excess_fen) if entry.excess_fen else ""),
        ("申请", moment(entry.requested_at)),
        ("发票号码", entry.number),
        ("开票日期", entry.issued_on or ""),
        ("文件", entry.document),
        ("驳回说明", entry.refusal_note),
    ]
    return Panel(
        "发票申请",
        facts=[fact for fact in facts if fact[1]],
        label=STATES[entry.state.value],
        advice="开票后退了款：请在税务系统开红字发票。" if entry.excess_fen else "",
        url=object_url(request) if request is not None else "",
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


MENU = (MenuEntry(Section.MONEY, "发票申请", "request_quote", FapiaoRequest, "state=requested"),)
QUEUES = (
    Queue(
        title="待开发票",
        hint="在税务系统开票后回来登记号码。",
        icon="request_quote",
        model=FapiaoRequest,
        query="state=requested",
        measure=_requested,
        within=timedelta(days=3),
    ),
)
_LOOK = "mall_fapiao.view_fapiaorequest"
GRANTS = {Role.FINANCE: (_LOOK, DECIDE), Role.SERVICE: (_LOOK,)}
