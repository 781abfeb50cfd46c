"""A period's statement as files: PDF for the binder, workbook for the accountant."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from brand_theme.statement.facts import StatementFacts, StatementLine
from brand_theme.statement.printing import statement_pdf
from plugins.kernel.money import from_fen
from plugins.settlement.selectors import Statement
from plugins.settlement.states import EntryKind, PeriodState

KIND_TEXT = {
    EntryKind.SALE: "货款",
    EntryKind.SHIPPING: "运费",
    EntryKind.SUBSIDY: "优惠补贴",
    EntryKind.SUBSIDY_RETURN: "补贴退回",
    EntryKind.COMMISSION: "佣金",
    EntryKind.REFUND: "退款",
    EntryKind.COMMISSION_RETURN: "佣金退回",
    EntryKind.ADJUSTMENT: "调整",
    EntryKind.PAYOUT: "结算付款",
    EntryKind.SHARE: "微信分账",
    EntryKind.SHARE_RETURN: "分账退回",
}
STATE_TEXT = {
    PeriodState.CLOSED: "待企业确认",
    PeriodState.DISPUTED: "企业有异议",
    PeriodState.CONFIRMED: "双方已确认",
    PeriodState.PAID: "已结清",
}
#: Heading → width in characters.
_COLUMNS = {"日期": 18, "项目": 12, "订单": 22, "费率": 10, "金额（元）": 14, "说明": 40}


def statement_as_pdf(statement: Statement, *, now: datetime) -> bytes:
    """Return the statement as A4 pages."""
    return statement_pdf(
        StatementFacts(
            title="结算单",
            enterprise=statement.period.enterprise.name,
            period=_span(statement),
            state=STATE_TEXT[PeriodState(statement.period.state)],
            sums=[(label, f"{from_fen(fen):,}") for label, fen in _sums(statement)],
            lines=[
                StatementLine(
                    day=f"{timezone.localtime(entry.booked_at):%Y-%m-%d}",
                    kind=KIND_TEXT[EntryKind(entry.kind)],
                    number=entry.child_order.number if entry.child_order else entry.note,
                    amount=f"{from_fen(entry.fen):,}",
                )
                for entry in statement.entries()
            ],
            printed_at=f"{timezone.localtime(now):%Y-%m-%d %H:%M}",
        )
    )


def statement_as_workbook(statement: Statement) -> bytes:
    """Return a workbook with the sums and every entry; amounts are numbers in yuan."""
    book = Workbook(write_only=True)
    sums = book.create_sheet("汇总")
    sums.column_dimensions["A"].width = 30
    sums.append(["企业", statement.period.enterprise.name])
    sums.append(["账期", _span(statement)])
    for label, fen in _sums(statement):
        sums.append([label, from_fen(fen)])
    sheet = book.create_sheet("明细")
    sheet.freeze_panes = "A2"
    for index, width in enumerate(_COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_bold(sheet, heading) for heading in _COLUMNS])
    for entry in statement.entries():
        sheet.append(
            [
                f"{timezone.localtime(entry.booked_at):%Y-%m-%d %H:%M}",
                KIND_TEXT[EntryKind(entry.kind)],
                entry.child_order.number if entry.child_order else "",
                "" if entry.basis_points is None else f"{entry.basis_points / 100:.2f}%",
                from_fen(entry.fen),
                _text(sheet, entry.note),
            ]
        )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _span(statement: Statement) -> str:
    return f"{statement.period.starts_on} 至 {statement.period.ends_on}"


def _sums(statement: Statement) -> list[tuple[str, int]]:
    kinds = [(KIND_TEXT[kind], fen) for kind, fen in statement.totals.items()]
    return [
        ("上期结转", statement.period.opening_fen),
        *kinds,
        ("本期应结", statement.period.closing_fen),
    ]


def _bold(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _text(sheet: Any, text: str) -> WriteOnlyCell:
    """A note beginning with "=" must not become a formula."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
