"""A statement handed out as a file, to either side."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse

from plugins.settlement.selectors import Statement
from plugins.settlement.statement import statement_as_pdf, statement_as_workbook

_KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def statement_file(statement: Statement, *, ending: str, now: datetime) -> HttpResponse:
    """Return the statement as `pdf` or `xlsx`."""
    if ending == "pdf":
        content = statement_as_pdf(statement, now=now)
    else:
        content = statement_as_workbook(statement)
    period = statement.period
    name = f"settlement-{period.enterprise.slug}-{period.ends_on}.{ending}"
    return HttpResponse(
        content,
        content_type=_KINDS[ending],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
