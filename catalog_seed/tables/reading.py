"""From a CSV file to rows, or to everything that is wrong with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from .problems import Problem
from .rows import Row

RowT = TypeVar("RowT", bound=Row)

HEADER_ROW = 1


def rows_of(path: Path, kind: type[RowT]) -> tuple[list[RowT], list[Problem]]:
    """Read one file. Rows that are wrong are left out and reported cell by cell."""
    text, problems = _text_of(path)
    if text is None:
        return [], problems
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip() for name in next(reader, [])]
    problems = _header_problems(path.name, header, kind)
    if problems:
        return [], problems
    rows: list[RowT] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        line = reader.line_num
        if len(cells) != len(header):
            problems.append(Problem(file=path.name, row=line, code="ROW_RAGGED"))
            continue
        values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        try:
            rows.append(kind(line=line, **values))
        except ValidationError as error:
            problems.extend(_cell_problems(path.name, line, error))
    if not rows and not problems:
        problems.append(Problem(file=path.name, code="FILE_EMPTY"))
    return rows, problems


def _text_of(path: Path) -> tuple[str | None, list[Problem]]:
    try:
        return path.read_text("utf-8-sig"), []
    except FileNotFoundError:
        return None, [Problem(file=path.name, code="FILE_MISSING")]
    except UnicodeDecodeError:
        return None, [Problem(file=path.name, code="FILE_NOT_UTF8")]


def _header_problems(file: str, header: list[str], kind: type[Row]) -> list[Problem]:
    known = kind.columns()
    missing = [
        Problem(file=file, row=HEADER_ROW, column=name, code="COLUMN_MISSING")
        for name in known
        if name not in header
    ]
    unknown = [
        Problem(
            file=file,
            row=HEADER_ROW,
            column=name,
            code="COLUMN_UNKNOWN",
            params={"known": ", ".join(known)},
        )
        for position, name in enumerate(header)
        if name not in known or name in header[:position]
    ]
    return missing + unknown


def _cell_problems(file: str, line: int, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        code, params = detail["type"], dict(detail.get("ctx", {}))
        if code == "literal_error":
            code, params = _choice_problem(detail["input"], params)
        yield Problem(file=file, row=line, column=str(detail["loc"][0]), code=code, params=params)


def _choice_problem(value: Any, params: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if not value:
        return "CELL_EMPTY", {}
    return "CHOICE_INVALID", {"value": value, "known": params["expected"]}
