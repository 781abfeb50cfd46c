"""Settlement periods: answered, paid, printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.forms import DecimalField
from django.http import HttpResponse

from brand_theme.console.public import (
    ActionForm,
    Asked,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    Table,
    fen,
    label,
    long_text_field,
    moment,
    register,
    state_column,
    text_field,
    yuan,
)
from plugins.kernel.money import to_fen
from plugins.settlement.console.files import statement_file
from plugins.settlement.console.texts import MANAGE, PAYOUTS, PERIODS
from plugins.settlement.models import Period
from plugins.settlement.selectors import Statement, statement_of
from plugins.settlement.services.payout_record import payout_record
from plugins.settlement.services.period_agree import dispute_answer
from plugins.settlement.statement import KIND_TEXT
from plugins.settlement.states import EntryKind, PeriodState

LISTED = 100


class AnswerForm(ActionForm):
    """An answer, with an amount in the enterprise's favour, against it, or none."""

    amount = DecimalField(
        label="调整金额（元）",
        max_digits=12,
        decimal_places=2,
        initial=Decimal(0),
        help_text="补给企业填正数，扣回填负数，不调整填 0。",
    )
    answer = long_text_field("答复", help_text="企业会看到这段话。")


class ReferenceForm(ActionForm):
    reference = text_field("银行流水号", help_text="从银行回单上抄录，6 至 64 位。")


def _answer(asked: Asked) -> str:
    dispute_answer(
        period_id=asked.obj.pk,
        adjustment_fen=to_fen(asked.data["amount"]),
        answer=asked.data["answer"],
        actor=asked.actor,
        now=asked.now,
    )
    return "已答复，等企业重新确认。"


def _pay(asked: Asked) -> str:
    payout_record(
        period_id=asked.obj.pk,
        reference=asked.data["reference"],
        actor=asked.actor,
        now=asked.now,
    )
    return "已登记付款。"


def _pdf(asked: Asked) -> HttpResponse:
    return statement_file(statement_of(period_id=asked.obj.pk), ending="pdf", now=asked.now)


def _workbook(asked: Asked) -> HttpResponse:
    return statement_file(statement_of(period_id=asked.obj.pk), ending="xlsx", now=asked.now)


@register(Period, name="企业结算单", fields={"enterprise": "企业"})
class PeriodAdmin(ReadOnlyModelAdmin):
    """What an enterprise is owed for a span of days, and whether both sides agree."""

    states = PERIODS
    ordering = ("-ends_on", "enterprise_id")
    list_display = (
        "enterprise",
        "span",
        "state_shown",
        "opening",
        "closing",
        "confirm",
        "payout_shown",
    )
    list_select_related = ("enterprise", "payout")
    search_fields = ("enterprise__name",)
    search_help_text = "企业名称"
    state_shown = state_column(PERIODS)
    object_actions = (
        ObjectAction(
            name="answer",
            title="答复异议",
            icon="forum",
            permission=MANAGE,
            form=AnswerForm,
            perform=_answer,
            available=lambda obj: obj.state == PeriodState.DISPUTED.value,
            warning=lambda obj: obj.dispute,
            confirm="答复",
        ),
        ObjectAction(
            name="pay",
            title="登记付款",
            icon="account_balance",
            permission=MANAGE,
            form=ReferenceForm,
            perform=_pay,
            available=lambda obj: obj.state == PeriodState.CONFIRMED.value and obj.closing_fen > 0,
            warning=lambda obj: f"请先从对公账户向企业转账 {yuan(obj.closing_fen)}，再登记流水号。",
            confirm="登记",
        ),
        ObjectAction(
            name="pdf",
            title="打印结算单",
            icon="print",
            permission="mall_settlement.view_period",
            perform=_pdf,
            confirm="下载 PDF",
        ),
        ObjectAction(
            name="workbook",
            title="导出明细",
            icon="download",
            permission="mall_settlement.view_period",
            perform=_workbook,
            confirm="下载 xlsx",
        ),
    )

    @admin.display(description="企业", ordering="enterprise__name")
    def enterprise(self, obj: Period) -> str:
        return obj.enterprise.name

    @admin.display(description="账期", ordering="ends_on")
    def span(self, obj: Period) -> str:
        return f"{obj.starts_on} 至 {obj.ends_on}"

    @admin.display(description="上期结转")
    def opening(self, obj: Period) -> Any:
        return fen(obj.opening_fen)

    @admin.display(description="本期应结", ordering="closing_fen")
    def closing(self, obj: Period) -> Any:
        return fen(obj.closing_fen)

    @admin.display(description="确认期限", ordering="confirm_by")
    def confirm(self, obj: Period) -> str:
        return moment(obj.confirm_by)

    @admin.display(description="付款")
    def payout_shown(self, obj: Period) -> Any:
        payout = getattr(obj, "payout", None)
        return label(PAYOUTS[payout.state]) if payout else ""

    def heading(self, obj: Period) -> str:
        return f"{obj.enterprise.name} {self.span(obj)}"

    def subjects(self, obj: Period) -> list[Any]:
        payout = getattr(obj, "payout", None)
        return [obj, payout] if payout else [obj]

    def panels(self, obj: Period) -> list[Panel]:
        statement = statement_of(period_id=obj.pk)
        return [_sums(statement), _entries(statement)]


def _sums(statement: Statement) -> Panel:
    period = statement.period
    facts = [("上期结转", yuan(period.opening_fen))]
    facts += [(KIND_TEXT[kind], yuan(amount)) for kind, amount in statement.totals.items()]
    facts += [("本期应结", yuan(period.closing_fen))]
    if period.dispute:
        facts.append(("企业异议", period.dispute))
    return Panel("金额", facts=facts)


def _entries(statement: Statement) -> Panel:
    newest = statement.period.entries.select_related("child_order").order_by("-booked_at", "-pk")
    rows = [
        (
            moment(entry.booked_at),
            KIND_TEXT[EntryKind(entry.kind)],
            entry.child_order.number if entry.child_order else entry.note,
            fen(entry.fen),
        )
        for entry in newest[:LISTED]
    ]
    more = f"只列最近 {LISTED} 笔，全部见导出的明细。" if len(rows) == LISTED else ""
    return Panel("入账", table=Table(("时间", "项目", "单号或说明", "金额"), rows), advice=more)
