"""A period as a workbook: summary, differences, every row of the trade bills."""

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from plugins.kernel.money import from_fen
from plugins.reconciliation.bill_store import lines_of
from plugins.reconciliation.models import BillDay
from plugins.reconciliation.rules import BEIJING
from plugins.reconciliation.selectors import Period
from plugins.wechat_pay.public import read_trade_bill

_MONEY = "#,##0.00"
_SUMMARY = "日期 账单 状态 行数 收款笔数 收款(元) 退款笔数 退款(元) 手续费(元) 本店收款(元) 本店退款(元) 未处理差异"
_DIFFERENCES = "编号 日期 类别 单号 商户订单号 微信单号 本店(元) 微信(元) 状态 原因 下一步 Cause Next 处理人 处理时间 说明"
_ROWS = "交易时间 类型 商户订单号 微信订单号 商户退款单号 收款(元) 退款(元) 手续费(元)"


def workbook_write(*, period: Period, folder: Path, to: Path) -> None:
    """Write the period to a file; rows are streamed, so a large month fits in memory."""
    book = Workbook(write_only=True)
    _summary(book.create_sheet("汇总 Summary"), period)
    _differences(book.create_sheet("差异 Differences"), period)
    _rows(book.create_sheet("明细 Rows"), period, folder)
    book.save(to)


def _summary(sheet: WriteOnlyWorksheet, period: Period) -> None:
    sheet.append(_SUMMARY.split())
    for bill in period.bills:
        _append(sheet, _figures(bill))
    for day in period.missing:
        _append(sheet, [day, "交易账单", "尚未对账"])


def _figures(bill: BillDay) -> list[object]:
    return [
        bill.day,
        bill.get_kind_display(),
        bill.get_state_display(),
        bill.rows,
        bill.payments,
        from_fen(bill.payments_fen),
        bill.refunds,
        from_fen(bill.refunds_fen),
        from_fen(bill.fees_fen),
        from_fen(bill.ours_payments_fen),
        from_fen(bill.ours_refunds_fen),
        bill.differences.open().count(),
    ]


def _differences(sheet: WriteOnlyWorksheet, period: Period) -> None:
    sheet.append(_DIFFERENCES.split())
    for row in period.differences().iterator(chunk_size=1000):
        advice = row.advice
        values = [
            row.pk,
            row.bill.day,
            advice.title,
            row.reference,
            row.out_trade_no,
            row.transaction_id,
            None if row.ours_fen is None else from_fen(row.ours_fen),
            None if row.theirs_fen is None else from_fen(row.theirs_fen),
            row.get_state_display(),
            advice.cause_zh,
            advice.next_zh,
            advice.cause_en,
            advice.next_en,
            row.resolved_by,
            row.resolved_at and row.resolved_at.astimezone(BEIJING).replace(tzinfo=None),
            row.note,
        ]
        _append(sheet, values)


def _rows(sheet: WriteOnlyWorksheet, period: Period, folder: Path) -> None:
    sheet.append(_ROWS.split())
    for bill in period.trade:
        if not bill.sha1:
            continue
        for row in read_trade_bill(lines_of(folder / bill.file_name)):
            values = [
                row.at.replace(tzinfo=None),
                "退款" if row.is_refund else "收款",
                row.out_trade_no,
                row.transaction_id,
                row.out_refund_no,
                from_fen(row.total_fen),
                from_fen(row.refund_fen),
                from_fen(row.fee_fen),
            ]
            _append(sheet, values)


def _append(sheet: WriteOnlyWorksheet, values: Iterable[object]) -> None:
    sheet.append([_cell(sheet, value) for value in values])


def _cell(sheet: WriteOnlyWorksheet, value: object) -> object:
    """Keep text text: what begins with `=` would run as a formula on opening."""
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif cell.data_type == "n" and not isinstance(value, int):
        cell.number_format = _MONEY
    return cell
