"""Lay a statement out on A4 pages."""

from __future__ import annotations

import io
from functools import partial
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from brand_theme.art.vector import FONT_DIR
from brand_theme.statement.facts import StatementFacts
from brand_theme.tokens import tokens

FONT = "YeliKai"
_MARGIN = 18 * mm
_COLUMNS = (26 * mm, 26 * mm, 80 * mm, 42 * mm)


def statement_pdf(facts: StatementFacts) -> bytes:
    """Return the statement as a PDF; the same facts give the same bytes."""
    pdfmetrics.registerFont(TTFont(FONT, str(FONT_DIR / "yeli-kai.ttf")))
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=f"{facts.title} {facts.enterprise} {facts.period}",
        invariant=True,
    )
    foot = partial(_foot, printed_at=facts.printed_at)
    document.build(_story(facts), onFirstPage=foot, onLaterPages=foot)
    return file.getvalue()


def _story(facts: StatementFacts) -> list[Flowable]:
    return [
        Paragraph(facts.title, _style(20, colour="copper-dark")),
        Spacer(1, 4 * mm),
        Paragraph(_escaped(facts.enterprise), _style(14)),
        Paragraph(f"{facts.period}　{facts.state}", _style(10, colour="stone")),
        Spacer(1, 6 * mm),
        _sums(facts),
        Spacer(1, 8 * mm),
        _lines(facts),
    ]


def _sums(facts: StatementFacts) -> Table:
    table = Table([list(row) for row in facts.sums], colWidths=(60 * mm, 50 * mm), hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), FONT, 11),
                ("ALIGN", (1, 0), (1, -1), "RIGHT"),
                ("TEXTCOLOR", (0, 0), (0, -1), _colour("stone")),
                ("LINEABOVE", (0, -1), (-1, -1), 1, _colour("copper")),
                ("FONTSIZE", (0, -1), (-1, -1), 13),
                ("TEXTCOLOR", (1, -1), (1, -1), _colour("copper-dark")),
            ]
        )
    )
    return table


def _lines(facts: StatementFacts) -> Table:
    rows = [["日期", "项目", "单号", "金额（元）"]]
    rows += [[line.day, line.kind, line.number, line.amount] for line in facts.lines]
    table = Table(rows, colWidths=_COLUMNS, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), FONT, 9),
                ("ALIGN", (3, 0), (3, -1), "RIGHT"),
                ("BACKGROUND", (0, 0), (-1, 0), _colour("cream")),
                ("TEXTCOLOR", (0, 0), (-1, 0), _colour("copper-dark")),
                ("LINEBELOW", (0, 0), (-1, -1), 0.25, _colour("wheat")),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def _foot(canvas: Any, document: Any, *, printed_at: str) -> None:
    canvas.setFont(FONT, 8)
    canvas.setFillColor(_colour("stone"))
    canvas.drawString(
        _MARGIN, 10 * mm, f"打印于 {printed_at}　平台不代管货款，本单仅列应付与已付。"
    )
    canvas.drawRightString(A4[0] - _MARGIN, 10 * mm, f"第 {document.page} 页")


def _style(size: int, *, colour: str = "ink") -> ParagraphStyle:
    return ParagraphStyle(
        f"{colour}{size}",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.5,
        textColor=_colour(colour),
    )


def _colour(name: str) -> Any:
    return colors.HexColor(str(tokens()[f"palette.{name}"]))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
