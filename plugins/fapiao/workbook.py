"""The seller's list as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from plugins.fapiao.selectors import FapiaoEntry
from plugins.kernel.money import from_fen

STATE_TEXT = {"requested": "待开票", "issued": "已开票", "refused": "已驳回", "withdrawn": "已撤回"}
KIND_TEXT = {"personal": "个人", "enterprise": "企业"}

#: Heading → width in characters.
COLUMNS = {
    "申请号": 9,
    "版次": 6,
    "订单号": 20,
    "开票企业": 28,
    "状态": 9,
    "类型": 7,
    "抬头": 32,
    "税号": 22,
    "邮箱": 26,
    "金额（元）": 12,
    "需冲红（元）": 13,
    "申请时间": 17,
    "等待天数": 9,
    "发票号码": 23,
    "开票日期": 12,
    "文件": 40,
}


def workbook_write(*, entries: Iterable[FapiaoEntry], path: Path) -> int:
    """Write one row per entry and return how many; amounts are numbers in yuan.

    The file is for its owner's eyes only: it may hold personal data.

    Raises:
        OSError: the file cannot be written.
    """
    path.touch(mode=0o600)
    with path.open("wb") as file:
        return _save(entries, file)


def workbook_bytes(entries: Iterable[FapiaoEntry]) -> bytes:
    """Return the same as a file to send; it may hold personal data."""
    file = io.BytesIO()
    _save(entries, file)
    return file.getvalue()


def _save(entries: Iterable[FapiaoEntry], file: IO[bytes]) -> int:
    book = Workbook(write_only=True)
    count = _fill(book.create_sheet("发票申请"), entries)
    book.save(file)
    return count


def _fill(sheet: Any, entries: Iterable[FapiaoEntry]) -> int:
    sheet.freeze_panes = "A2"
    for index, width in enumerate(COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_heading(sheet, text) for text in COLUMNS])
    count = 0
    for entry in entries:
        sheet.append([_cell(sheet, value) for value in _row(entry)])
        count += 1
    return count


def _row(entry: FapiaoEntry) -> tuple[object, ...]:
    return (
        entry.id,
        entry.revision,
        entry.order_number,
        entry.seller,
        STATE_TEXT[entry.state.value],
        KIND_TEXT[entry.kind.value],
        entry.title,
        entry.tax_number,
        entry.email,
        from_fen(entry.total_fen),
        from_fen(entry.excess_fen),
        f"{timezone.localtime(entry.requested_at):%Y-%m-%d %H:%M}",
        entry.age_days,
        entry.number,
        entry.issued_on,
        entry.document,
    )


def _heading(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: object) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # A buyer's text beginning with "=" must not become a formula.
        cell.data_type = "s"
    return cell
