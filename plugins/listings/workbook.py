"""Goods as a workbook: read strictly, written so that no cell is ever a formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from plugins.listings.errors import WorkbookInvalid

LARGEST_BYTES = 2 * 1024 * 1024
LARGEST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 1000, 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
)


@dataclass(frozen=True)
class SheetRow:
    """A row by its headings; `number` is what the spreadsheet calls it."""

    number: int
    cells: dict[str, str]


def sheet_read(file: BinaryIO, *, size: int, headings: Sequence[str]) -> list[SheetRow]:
    """Return the first sheet's rows below its headings; empty ones are left out.

    Raises:
        WorkbookInvalid: no workbook, too large, or a heading is missing.
    """
    if size > LARGEST_BYTES:
        raise WorkbookInvalid(
            field="file", cause_zh="文件超过 2 MB", cause_en="it is larger than 2 MB"
        )
    data = file.read(LARGEST_BYTES + 1)
    try:
        _refuse_bomb(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = list(
            book.worksheets[0].iter_rows(
                max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True
            )
        )
    except _BROKEN as error:
        raise WorkbookInvalid(
            field="file", cause_zh="不是完整的 .xlsx 文件", cause_en="it is no whole .xlsx file"
        ) from error
    return _rows(found, headings)


def _refuse_bomb(data: bytes) -> None:
    """Look into the directory before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(each.file_size for each in archive.infolist()) > LARGEST_UNPACKED:
            raise ValueError("unpacks to too much")


def _rows(found: list[tuple[Any, ...]], headings: Sequence[str]) -> list[SheetRow]:
    if len(found) > MOST_ROWS + 1:
        raise WorkbookInvalid(
            field="file",
            cause_zh=f"超过 {MOST_ROWS} 行",
            cause_en=f"it has more than {MOST_ROWS} rows",
        )
    heads = [_text(cell).rstrip("*") for cell in found[0]] if found else []
    missing = [heading for heading in headings if heading not in heads]
    if missing:
        raise WorkbookInvalid(
            field="file",
            cause_zh=f"缺少列：{'、'.join(missing)}",
            cause_en=f"columns are missing: {', '.join(missing)}",
        )
    rows = []
    for number, cells in enumerate(found[1:], start=2):
        named = {head: _text(cell) for head, cell in zip(heads, cells, strict=False) if head}
        if any(named.values()):
            rows.append(SheetRow(number, named))
    return rows


def _text(cell: Any) -> str:
    """Numbers as people typed them: 5 is no 5.0."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def sheet_write(
    *,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    notes: Sequence[str] = (),
) -> bytes:
    """Return a workbook with one sheet, and one of notes when there are any."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for index, heading in enumerate(headings, start=1):
        width = 40 if heading in ("介绍", "配料") else 16
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_cell(sheet, heading, is_bold=True) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    if notes:
        page = book.create_sheet("填写说明")
        page.column_dimensions["A"].width = 100
        for note in notes:
            page.append([_cell(page, note)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: object, *, is_bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # text that begins with = stays text
    if is_bold:
        cell.font = Font(bold=True)
    return cell
