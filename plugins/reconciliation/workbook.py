"""A period as a workbook: summary, days, differences, what crossed midnight, a sheet per bill."""

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from plugins.kernel.money import from_fen
from plugins.reconciliation.advice import MOVEMENT_TEXT
from plugins.reconciliation.bill_store import lines_of
from plugins.reconciliation.models import BillDay
from plugins.reconciliation.rules import BEIJING, Movement, movement_of
from plugins.reconciliation.selectors import Period
from plugins.wechat_pay.public import read_fund_bill, read_trade_bill

_MONEY = "#,##0.00"
_DAYS = (
    "日期 账单 状态 行数 收款笔数 收款(元) 退款笔数 退款(元) 手续费(元) 本店收款(元) 本店退款(元)"
    " 期初余额(元) 净变动(元) 期末余额(元) 跨日转入(元) 跨日转出(元) 未处理差异"
)
_DIFFERENCES = (
    "编号 日期 类别 单号 商户订单号 微信单号 本店(元) 微信(元) 备注 状态 原因 下一步 Cause Next"
    " 处理人 处理时间 说明"
)
_CARRIED = "日期 微信单号 商户订单号 商户退款单号 金额(元) 手续费(元)"
_TRADE = "交易时间 类型 商户订单号 微信订单号 商户退款单号 收款(元) 退款(元) 手续费(元)"
_FUNDS = "记账时间 类型 业务名称 微信支付业务单号 资金流水单号 业务凭证号 收支(元) 账户结余(元)"


def workbook_write(*, period: Period, folder: Path, to: Path) -> None:
    """Write the period to a file; rows are streamed, so a large month fits in memory."""
    book = Workbook(write_only=True)
    _summary(book.create_sheet("汇总 Summary"), period)
    _days(book.create_sheet("日报 Days"), period)
    _differences(book.create_sheet("差异 Differences"), period)
    _carried(book.create_sheet("跨日 Carried over"), period)
    for bill in period.bills:
        if bill.sha1:
            sheet = book.create_sheet(f"{bill.day:%m-%d} {bill.get_kind_display()}")
            (_trade_rows if bill.kind == "trade" else _fund_rows)(sheet, bill, folder)
    book.save(to)


def summary_lines(period: Period) -> list[tuple[str, int | None, int | None, int | None]]:
    """Return the account from opening to closing: name, rows, income and expense in fen."""
    lines: list[tuple[str, int | None, int | None, int | None]] = [
        ("期初余额 opening", None, period.opening_fen, None)
    ]
    lines += [
        (MOVEMENT_TEXT[Movement(line.movement)], line.rows, line.income_fen, line.expense_fen)
        for line in period.movements()
    ]
    lines.append(("期末余额 closing", None, period.closing_fen, None))
    return lines


def _summary(sheet: WriteOnlyWorksheet, period: Period) -> None:
    _append(sheet, ["对账期间", f"{period.start} – {period.end}"])
    _append(sheet, ["结论", "已结清 closed" if period.is_closed else "未结清 not closed"])
    _append(sheet, ["尚未对账", "、".join(f"{day:%m-%d}" for day in period.missing)])
    standing = period.differences()
    _append(sheet, ["差异：待处理 open", standing.open().count()])
    _append(sheet, ["差异：已说明 explained", standing.filter(state="resolved").count()])
    _append(sheet, ["交易差额(元) trade gap", from_fen(period.gap_fen)])
    _append(sheet, ["资金差额(元) fund gap", from_fen(period.fund_gap_fen)])
    _append(sheet, ["其中未列明(元) unlisted", from_fen(period.unlisted_fen)])
    _append(sheet, [])
    _append(sheet, ["资金账户", "笔数", "收入(元)", "支出(元)"])
    for name, rows, income, expense in summary_lines(period):
        _append(sheet, [name, rows, _yuan(income), _yuan(expense)])


def _days(sheet: WriteOnlyWorksheet, period: Period) -> None:
    sheet.append(_DAYS.split())
    for bill in period.bills:
        _append(sheet, _figures(bill))
    for day in period.missing:
        _append(sheet, [day, "", "尚未对账"])


def _figures(bill: BillDay) -> list[object]:
    is_trade = bill.kind == "trade"
    trade = [
        bill.payments,
        from_fen(bill.payments_fen),
        bill.refunds,
        from_fen(bill.refunds_fen),
        from_fen(bill.fees_fen),
        from_fen(bill.ours_payments_fen),
        from_fen(bill.ours_refunds_fen),
    ]
    funds = [
        _yuan(bill.opening_fen),
        from_fen(bill.net_fen),
        _yuan(bill.closing_fen),
        from_fen(bill.carried_in_fen),
        from_fen(bill.carried_out_fen),
    ]
    return [
        bill.day,
        bill.get_kind_display(),
        bill.get_state_display(),
        bill.rows,
        *(trade if is_trade else [None] * len(trade)),
        *([None] * len(funds) if is_trade else funds),
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
            _yuan(row.ours_fen),
            _yuan(row.theirs_fen),
            row.detail,
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


def _carried(sheet: WriteOnlyWorksheet, period: Period) -> None:
    sheet.append(_CARRIED.split())
    for row in period.carried().iterator(chunk_size=1000):
        values = [
            row.bill.day,
            row.business_no,
            row.out_trade_no,
            row.out_refund_no,
            from_fen(row.fen),
            from_fen(row.fee_fen),
        ]
        _append(sheet, values)


def _trade_rows(sheet: WriteOnlyWorksheet, bill: BillDay, folder: Path) -> None:
    sheet.append(_TRADE.split())
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


def _fund_rows(sheet: WriteOnlyWorksheet, bill: BillDay, folder: Path) -> None:
    sheet.append(_FUNDS.split())
    for row in read_fund_bill(lines_of(folder / bill.file_name)):
        movement = movement_of(business=row.business, is_income=row.is_income)
        values = [
            row.at.replace(tzinfo=None),
            MOVEMENT_TEXT[movement],
            row.business,
            row.business_no,
            row.flow_no,
            row.voucher_no,
            from_fen(row.amount_fen if row.is_income else -row.amount_fen),
            from_fen(row.balance_fen),
        ]
        _append(sheet, values)


def _yuan(fen: int | None) -> object:
    return None if fen is None else from_fen(fen)


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
