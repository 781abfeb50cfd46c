"""Reports of misuse: pictures, findings, warning letters."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from brand_theme.console.public import (
    ActionForm,
    Asked,
    DaysFilter,
    ObjectAction,
    Panel,
    ReasonForm,
    choice_field,
    date_field,
    long_text_field,
    moment,
    object_url,
    register,
    state_column,
    text_field,
)
from plugins.brand.actors import Actor, Role
from plugins.brand.console.papers import PapersAdmin, paper_url
from plugins.brand.console.texts import MISUSE_STATES
from plugins.brand.errors import NothingFound
from plugins.brand.models import Document, Licence, MisuseReport
from plugins.brand.rules.enterprises import STARS, person_masked
from plugins.brand.services.contact_reveal import reporter_reveal
from plugins.brand.services.misuse_report import (
    misuse_close,
    misuse_decide,
    misuse_investigate,
    misuse_warn,
)
from plugins.brand.services.reasons import REASON_LONGEST
from plugins.brand.states import MISUSE_TRANSITIONS, MisuseState


class FindingForm(ActionForm):
    verdict = choice_field("结论", [("confirmed", "属实"), ("unfounded", "不属实")])
    reason = long_text_field("认定情况", max_length=REASON_LONGEST, help_text="会写进警告函。")
    certificate = text_field("涉及的证书号", required=False, help_text="涉及被授权企业时填写。")


class WarningForm(ActionForm):
    reason = text_field("收函人", max_length=80)
    answer_by = date_field("答复期限")


def _investigate(asked: Asked) -> str:
    misuse_investigate(report_id=asked.obj.pk, actor=Actor.of(asked.user))
    return "已开始核查。"


def _decide(asked: Asked) -> str:
    misuse_decide(
        report_id=asked.obj.pk,
        is_confirmed=asked.data["verdict"] == MisuseState.CONFIRMED.value,
        finding=asked.data["reason"],
        licence=_licence_of(asked.data["certificate"].strip()),
        actor=Actor.of(asked.user),
        now=asked.now,
    )
    return "已认定。"


def _licence_of(number: str) -> Licence | None:
    if not number:
        return None
    licence = Licence.objects.filter(certificates__number__iexact=number).first()
    if licence is None:
        raise NothingFound(field="certificate", what="该证书", what_en="certificate")
    return licence


def _warn(asked: Asked) -> str:
    letter = misuse_warn(
        report_id=asked.obj.pk,
        addressee=asked.data["reason"],
        answer_by=asked.data["answer_by"],
        actor=Actor.of(asked.user),
        now=asked.now,
    )
    return f"警告函 {letter.number} 已拟好，请打印盖章后寄出。"


def _close(asked: Asked) -> str:
    misuse_close(report_id=asked.obj.pk, reason=asked.data["reason"], actor=Actor.of(asked.user))
    return "已办结。"


def _reveal(asked: Asked) -> list[Panel]:
    shown = reporter_reveal(
        report_id=asked.obj.pk, reason=asked.data["reason"], actor=Actor.of(asked.user)
    )
    return [Panel("举报人", facts=[("姓名", shown.name), ("联系方式", shown.contact)])]


def _may_become(*states: MisuseState) -> Any:
    return lambda report: any(
        MISUSE_TRANSITIONS.allows(MisuseState(report.state), state) for state in states
    )


class DeskFilter(admin.SimpleListFilter):
    title = "待办"
    parameter_name = "desk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "没有认定的")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        waiting = (MisuseState.RECEIVED.value, MisuseState.INVESTIGATING.value)
        return queryset.filter(state__in=waiting) if self.value() == "open" else queryset


@register(
    MisuseReport,
    name="冒用举报",
    fields={"number": "编号", "place": "在哪里看到", "reported_at": "举报时间"},
)
class MisuseReportAdmin(PapersAdmin):
    """What people saw, with whoever says so masked."""

    opening_is_audited = False  # the pictures stand on the page
    states = MISUSE_STATES
    list_display = ("number", "state_shown", "place", "has_pictures", "reported")
    list_filter = (DeskFilter, ("reported_at", DaysFilter))
    list_filter_submit = True
    search_fields = ("=number", "place", "=certificate_number")
    search_help_text = "编号、地点或证书号"
    state_shown = state_column(MISUSE_STATES)
    object_actions = (
        ObjectAction(
            name="investigate",
            title="开始核查",
            icon="search",
            permission=Role.HANDLE_MISUSE,
            perform=_investigate,
            available=_may_become(MisuseState.INVESTIGATING),
        ),
        ObjectAction(
            name="decide",
            title="认定",
            icon="gavel",
            permission=Role.HANDLE_MISUSE,
            form=FindingForm,
            perform=_decide,
            available=_may_become(MisuseState.CONFIRMED),
            confirm="认定",
        ),
        ObjectAction(
            name="warn",
            title="发警告函",
            icon="mail",
            permission=Role.HANDLE_MISUSE,
            form=WarningForm,
            perform=_warn,
            available=_may_become(MisuseState.WARNED),
            confirm="拟函",
        ),
        ObjectAction(
            name="close",
            title="办结",
            icon="task_alt",
            permission=Role.HANDLE_MISUSE,
            form=ReasonForm,
            perform=_close,
            available=_may_become(MisuseState.CLOSED),
            confirm="办结",
        ),
        ObjectAction(
            name="reveal",
            title="查看举报人",
            icon="visibility",
            permission=Role.REVEAL_CONTACTS,
            form=ReasonForm,
            perform=_reveal,
            available=lambda report: bool(report.name or report.contact),
            warning=lambda report: "将显示举报人的姓名和联系方式，这次查看会记入审计。",
            confirm="查看",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[MisuseReport]:
        return super().get_queryset(request).prefetch_related("evidence")

    @admin.display(description="图片")
    def has_pictures(self, obj: MisuseReport) -> str:
        return f"{len(obj.evidence.all())} 张" if obj.evidence.all() else "—"

    @admin.display(description="举报", ordering="reported_at")
    def reported(self, obj: MisuseReport) -> str:
        return moment(obj.reported_at)

    def heading(self, obj: MisuseReport) -> str:
        return f"举报 {obj.number}"

    def papers_of(self, obj: MisuseReport) -> QuerySet[Document]:
        return obj.evidence.all()

    def panels(self, obj: MisuseReport) -> list[Panel]:
        facts = [
            ("在哪里看到", obj.place),
            ("举报", moment(obj.reported_at)),
            ("证书号", obj.certificate_number),
            ("举报人", person_masked(obj.name) or "匿名"),
            ("联系方式", STARS if obj.contact else "没有留下"),
            ("内容", obj.description),
            ("认定", obj.finding),
            ("认定时间", moment(obj.decided_at) if obj.decided_at else ""),
        ]
        pictures = [(paper_url(obj, each), each.title) for each in obj.evidence.all()]
        panels = [Panel("举报", facts=[each for each in facts if each[1]], pictures=pictures)]
        if obj.licence:
            panels.append(
                Panel(
                    "涉及的授权",
                    facts=[("企业", obj.licence.enterprise.name)],
                    url=object_url(obj.licence),
                )
            )
        panels += [
            Panel(
                f"警告函 {letter.number}",
                facts=[
                    ("收函人", letter.addressee),
                    ("答复期限", str(letter.answer_by)),
                    ("拟函", moment(letter.sent_at)),
                    ("正文", letter.text),
                ],
            )
            for letter in obj.letters.all()
        ]
        return panels
