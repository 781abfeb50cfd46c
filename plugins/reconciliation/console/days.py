"""The days: WeChat's figures beside ours, the workbook, running one again."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import admin
from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from brand_theme.console.public import (
    Asked,
    DaysFilter,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    ReasonForm,
    Table,
    fen,
    label,
    moment,
    register,
    state_column,
    yuan,
)
from plugins.kernel import audit
from plugins.reconciliation.bill_store import bills_folder
from plugins.reconciliation.console.texts import DIFFERENCES, STATES
from plugins.reconciliation.models import BillDay
from plugins.reconciliation.selectors import period_of
from plugins.reconciliation.services.day_rerun import Run, RunState, day_rerun_ask, run_of
from plugins.reconciliation.workbook import workbook_write

RUNS = {
    RunState.QUEUED: "已排队，等待后台处理……",
    RunState.RUNNING: "正在下载账单并比对……",
    RunState.DONE: "已重新对完，下面是最新结果。",
    RunState.FAILED: "没有对成",
}
RERUN = "mall_reconciliation.change_billday"
LISTED = 50


def _rerun(asked: Asked) -> str:
    day_rerun_ask(bill=asked.obj, actor=asked.actor, reason=asked.data["reason"], now=asked.now)
    return f"{asked.obj.day} 已排队重新对账，进度显示在本页。"


def _export(asked: Asked) -> FileResponse:
    """Write the day's workbook; who took it stands in the audit trail."""
    day = asked.obj.day
    period = period_of(start=day, end=day, mchid=asked.obj.mchid)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "day.xlsx"
        workbook_write(period=period, folder=bills_folder(), to=file)
        audit.record("reconciliation.bill.exported", asked.obj, actor=asked.actor)
        # Open before the folder goes: the response reads on from the descriptor.
        return FileResponse(file.open("rb"), as_attachment=True, filename=f"对账-{day}.xlsx")


def _words(run: Run | None) -> str:
    if run is None:
        return ""
    return f"{RUNS[run.state]}{'：' if run.told else ''}{run.told}"


@register(BillDay, name="对账日", fields={"day": "日期", "kind": "账单", "last_error": "错误"})
class BillDayAdmin(ReadOnlyModelAdmin):
    """One bill of one day: WeChat's figures beside ours."""

    states = STATES
    ordering = ("-day", "kind")
    list_display = (
        "day",
        "kind",
        "state_shown",
        "theirs",
        "ours",
        "back",
        "fees",
        "compared",
        "last_error",
    )
    list_filter = (("day", DaysFilter), "kind")
    list_filter_submit = True
    state_shown = state_column(STATES)
    object_actions = (
        ObjectAction(
            name="rerun",
            title="重新对账",
            icon="sync",
            permission=RERUN,
            form=ReasonForm,
            perform=_rerun,
            warning=lambda obj: "重新下载当天的账单并比对；已处理的差异若仍然一样，会保持已处理。",
            confirm="重新对账",
        ),
        ObjectAction(
            name="export",
            title="导出工作簿",
            icon="download",
            permission="mall_reconciliation.view_billday",
            perform=_export,
            warning=lambda obj: "导出当天的汇总、差异和明细（xlsx），导出会记入审计。",
            confirm="导出",
        ),
    )

    @admin.display(description="微信收款")
    def theirs(self, obj: BillDay) -> Any:
        return fen(obj.payments_fen)

    @admin.display(description="本店收款")
    def ours(self, obj: BillDay) -> Any:
        return fen(obj.ours_payments_fen)

    @admin.display(description="微信退款")
    def back(self, obj: BillDay) -> Any:
        return fen(obj.refunds_fen)

    @admin.display(description="手续费")
    def fees(self, obj: BillDay) -> Any:
        return fen(obj.fees_fen)

    @admin.display(description="比对于", ordering="compared_at")
    def compared(self, obj: BillDay) -> str:
        return moment(obj.compared_at)

    def heading(self, obj: BillDay) -> str:
        return f"{obj.day} {obj.get_kind_display()}"

    def get_urls(self) -> list[URLPattern]:
        progress = path(
            "<path:object_id>/progress/",
            self.admin_site.admin_view(self.progress_view),
            name="mall_reconciliation_billday_progress",
        )
        return [progress, *super().get_urls()]

    def progress_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say how far a run is; the page asks every two seconds while it goes on."""
        bill = self._object_or_404(request, object_id)
        run = run_of(bill.day)
        is_over = run is None or run.state in (RunState.DONE, RunState.FAILED)
        # htmx stops asking at status 286. A page that was made while the run went on
        # shows old figures: it is loaded again.
        was_going_on = request.GET.get("seen") in (RunState.QUEUED.value, RunState.RUNNING.value)
        return TemplateResponse(
            request,
            "console/_progress.html",
            {
                "words": _words(run),
                "is_over": is_over,
                "is_failed": run is not None and run.state is RunState.FAILED,
            },
            status=286 if is_over else 200,
            headers={"HX-Refresh": "true"} if is_over and was_going_on else {},
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        obj = self._object_or_404(request, object_id)
        context = dict(extra_context or {})
        run = run_of(obj.day)
        if run is not None:
            progress = reverse("console:mall_reconciliation_billday_progress", args=[obj.pk])
            context["live_url"] = f"{progress}?seen={run.state.value}"
        return super().change_view(request, object_id, form_url, context)

    def panels(self, obj: BillDay) -> list[Panel]:
        return [_figures(obj), _differences(obj)]


def _figures(bill: BillDay) -> Panel:
    """A trade bill has both books beside each other, a fund-flow bill what is left of the day."""
    facts = [
        ("商户号", bill.mchid),
        ("行数", str(bill.rows)),
        ("账单取得", moment(bill.fetched_at)),
        ("比对", moment(bill.compared_at)),
        ("错误", bill.last_error),
    ]
    if bill.kind == "funds":
        facts.insert(1, ("净入账", yuan(bill.net_fen)))
        return Panel("数字", facts=[fact for fact in facts if fact[1]])
    received = bill.payments_fen - bill.ours_payments_fen
    returned = bill.refunds_fen - bill.ours_refunds_fen
    rows = [
        ("收款", fen(bill.payments_fen), fen(bill.ours_payments_fen), fen(received)),
        ("退款", fen(bill.refunds_fen), fen(bill.ours_refunds_fen), fen(returned)),
    ]
    facts[1:1] = [("净差额", yuan(received - returned)), ("手续费", yuan(bill.fees_fen))]
    return Panel(
        "数字",
        facts=[fact for fact in facts if fact[1]],
        table=Table(("", "微信", "本店", "差"), rows),
    )


def _differences(bill: BillDay) -> Panel:
    rows = [
        (
            each.advice.title,
            each.reference,
            fen(each.ours_fen),
            fen(each.theirs_fen),
            label(DIFFERENCES[each.state]),
        )
        for each in bill.differences.standing()[:LISTED]
    ]
    return Panel("差异", table=Table(("类别", "单号", "本店", "微信", "状态"), rows))
