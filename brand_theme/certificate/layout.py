"""The sheet, drawn: A4 across, in tenths of a millimetre."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

import segno

from brand_theme.certificate.facts import CertificateFacts
from brand_theme.tokens import tokens

WIDTH, HEIGHT = 2970, 2100
KAI, SANS = "Yeli Kai", "Yeli Sans"
_BRAND = Path(__file__).resolve().parent.parent / "art" / "brand"
_GOODS_A_LINE = 29
_GOODS_LINES = 2
_NOTE = "本证书仅授权在上列商品上使用所列标志，不代表政府推荐或质量认证。状态以扫码查询为准。"


def sheet_svg(facts: CertificateFacts) -> str:
    """Draw the certificate."""
    colour = _colours()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colour["cream"]}"/>',
        *_ground(colour),
        *_frame(colour),
        *_head(colour),
        *_body(facts, colour),
        *_foot(facts, colour),
        "</svg>",
    ]
    return "\n".join(parts)


def lines_of(facts: CertificateFacts) -> list[str]:
    """Every text on the sheet that is not the same on all of them."""
    return [text for _, text in _rows(facts)] + [
        facts.holder,
        facts.number,
        facts.office,
        _day(facts.issued_on),
    ]


def _colours() -> dict[str, str]:
    return {
        name.removeprefix("palette."): str(value)
        for name, value in tokens().items()
        if name.startswith("palette.")
    }


def _ground(colour: dict[str, str]) -> Iterator[str]:
    """Hills over water along the foot, and the mark large and faint behind the text."""
    hills = (
        "M0 150C90 118 150 30 260 40s150 84 260 92 170-60 280-52 160 76 280 40"
        "S1250 10 1340 22s80 30 100 40v198H0Z"
    )
    for flip, height, opacity in ((-1, 520, 0.30), (1, 380, 0.55)):
        shift = f"translate({WIDTH} 0) scale(-1 1)" if flip < 0 else ""
        scale = f"scale({2750 / 1440:.4f} {height / 260:.4f})"
        yield (
            f'<g transform="translate(0 {1990 - height}) {shift}"><g transform="translate(110 0) '
            f'{scale}"><path d="{hills}" fill="{colour["rice"]}" opacity="{opacity}"/></g></g>'
        )
    yield f'<g transform="translate(1035 560) scale(9)" opacity="0.05">{_drawing("seal")}</g>'


def _frame(colour: dict[str, str]) -> Iterator[str]:
    """Two lines and, in each corner, a fret as on the eaves of Yinzu's halls."""
    copper, dark = colour["copper"], colour["copper-dark"]
    yield f'<rect x="70" y="70" width="2830" height="1960" fill="none" stroke="{dark}" stroke-width="14"/>'
    sides = "M284 108H2686M284 1992H2686M108 284V1816M2862 284V1816"
    yield f'<path d="{sides}" fill="none" stroke="{copper}" stroke-width="4"/>'
    fret = "M0 150V0H150M40 150V40H150M80 150V80H118V112H150"
    for x, y, across, down in (
        (108, 108, 1, 1),
        (2862, 108, -1, 1),
        (108, 1992, 1, -1),
        (2862, 1992, -1, -1),
    ):
        yield (
            f'<g transform="translate({x} {y}) scale({across} {down})">'
            f'<path d="{fret}" fill="none" stroke="{copper}" stroke-width="12"/></g>'
        )


def _head(colour: dict[str, str]) -> Iterator[str]:
    yield f'<g transform="translate(1239 200) scale(1.55)">{_drawing("lockup")}</g>'
    yield _text(1485, 545, "区域公共品牌授权证书", 150, KAI, colour["ink"], "middle", spacing=22)
    yield _text(
        1485, 625, "CERTIFICATE OF LICENCE · REGIONAL PUBLIC BRAND OF DAYE", 38, SANS,
        colour["copper-dark"], "middle", spacing=9,
    )  # fmt: skip
    yield f'<path d="M985 680H1985" stroke="{colour["wheat"]}" stroke-width="4"/>'
    yield f'<rect x="1473" y="668" width="24" height="24" transform="rotate(45 1485 680)" fill="{colour["copper"]}"/>'


def _body(facts: CertificateFacts, colour: dict[str, str]) -> Iterator[str]:
    yield _text(1485, 822, facts.holder, _fitting(facts.holder), KAI, colour["red-deep"], "middle")
    yield _text(
        1485, 905, f"经审查合格，授权在下列商品上使用“{facts.brand_name}”区域公共品牌标志：",
        48, KAI, colour["ink"], "middle",
    )  # fmt: skip
    y = 1022
    for label, text in _rows(facts):
        if label:
            yield _text(330, y, label, 42, SANS, colour["stone"])
        yield _text(680, y, text, 50, KAI, colour["ink"])
        y += 92 if len(text) < _GOODS_A_LINE * 2 else 76


def _rows(facts: CertificateFacts) -> list[tuple[str, str]]:
    goods = _wrapped("、".join(facts.goods))
    rows = [
        ("社会信用代码", facts.credit_code or "免登记农户（电子商务法第十条）"),
        ("产　　地", facts.town),
        ("授权商品", goods[0]),
        *(("", line) for line in goods[1:]),
        ("授权标志", "、".join(facts.marks) or "—"),
        ("授权期限", f"{_day(facts.starts_on)} 至 {_day(facts.last_day)}（含当日）"),
    ]
    if facts.labels:
        rows.append(("标签数量", f"{facts.labels:,} 枚"))
    return rows


def _foot(facts: CertificateFacts, colour: dict[str, str]) -> Iterator[str]:
    x, y, size = 2290, 1190, 400
    yield f'<rect x="{x - 34}" y="{y - 34}" width="{size + 68}" height="{size + 190}" rx="24" fill="{colour["white"]}" stroke="{colour["wheat"]}" stroke-width="4"/>'
    yield _qr(facts.address, x=x, y=y, size=size, colour=colour["ink"])
    yield _text(x + size / 2, y + size + 66, "扫码验真", 48, KAI, colour["ink"], "middle")
    yield _text(
        x + size / 2, y + size + 118, "-".join(re.findall(r".{1,5}", facts.code)), 28, SANS,
        colour["stone"], "middle", spacing=1,
    )  # fmt: skip
    yield _text(330, 1800, f"证书编号　{facts.number}", 44, SANS, colour["copper-dark"])
    yield _text(330, 1872, _NOTE, 30, SANS, colour["stone"])
    yield _text(2640, 1862, facts.office, 46, KAI, colour["ink"], "end")
    yield _text(2640, 1930, _day(facts.issued_on), 42, KAI, colour["ink"], "end")
    if facts.is_demo:
        yield (
            f'<g transform="rotate(-18 1485 1250)" opacity="0.16">'
            f"{_text(1485, 1330, '演示证书　不具效力', 230, KAI, colour['red'], 'middle', spacing=30)}</g>"
        )


def _text(
    x: float, y: float, text: str, size: int, font: str, fill: str, anchor: str = "start",
    *, spacing: int = 0,
) -> str:  # fmt: skip
    return (
        f'<text x="{x}" y="{y}" font-family="{font}" font-size="{size}" fill="{fill}" '
        f'text-anchor="{anchor}" letter-spacing="{spacing}" xml:space="preserve">{escape(text)}</text>'
    )


def _qr(address: str, *, x: int, y: int, size: int, colour: str) -> str:
    """The code as one path; level M bears a smudge, and dots stay large enough to print."""
    matrix = segno.make(address, error="m", micro=False).matrix
    side = size / len(matrix)
    squares = "".join(
        f"M{column} {row}h1v1h-1z"
        for row, cells in enumerate(matrix)
        for column, is_dark in enumerate(cells)
        if is_dark
    )
    return (
        f'<path transform="translate({x} {y}) scale({side:.5f})" fill="{colour}" '
        f'shape-rendering="crispEdges" d="{squares}"/>'
    )


@cache
def _drawing(name: str) -> str:
    """A mark of the brand without its own `svg` element."""
    text = (_BRAND / f"{name}.svg").read_text("utf-8")
    return re.sub(r"<title>.*?</title>|</?svg[^>]*>", "", text, flags=re.DOTALL)


def _wrapped(text: str) -> list[str]:
    """Break at the width of the column; what does not fit is on the QR page in full."""
    lines = [text[at : at + _GOODS_A_LINE] for at in range(0, len(text), _GOODS_A_LINE)] or ["—"]
    if len(lines) > _GOODS_LINES:
        lines = lines[:_GOODS_LINES]
        lines[-1] = lines[-1][:-4] + "等，见查询页"
    return lines


def _fitting(name: str) -> int:
    """A size at which the holder's name stays between the borders."""
    return min(104, 2200 // max(len(name), 1))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
