"""docs/tour.md, written from the stops."""

from __future__ import annotations

from saleor_config.home import REPOSITORY
from tests.e2e.tour.chapters import JOURNEYS, Journey
from tests.e2e.tour.stop import DESK, PHONE, PHONE_ONLY, Chapter, Stop

GUIDE = REPOSITORY / "docs" / "tour.md"
#: How wide a picture is shown, in pixels.
SHOWN = {DESK: 600, PHONE: 200}
#: How many pictures of phones stand beside each other.
ABREAST = 3

_HEAD = """\
# 逛一遍 · A tour

每一页的样子，拍自 `make run` 装好的店：45 样特产、17 家企业、一周的订单；人是它打印的演示账号。
按三条路走：{journeys}。说明在图上方，先中文后英文。

Every page of the shop, photographed in the shop that `make run` fills: 45 specialities, 17
enterprises, a week of orders; the people are the demo accounts it prints. Three journeys, one
after the other. Retake the pictures with `python -m tests.e2e.tour --port 8000` (`--only home cart`
takes some, `--guide` writes this text alone) beside the running shop of the same `SHOP_HOME`; what
is photographed and said stands in `tests/e2e/tour`, and `tests/contracts/test_tour.py` sees to it
that no page is left out.
"""


def guide_write() -> None:
    GUIDE.write_text(guide_text(), "utf-8")


def guide_text() -> str:
    links = "、".join(f"[{each.zh}](#{_anchor(each)})" for each in JOURNEYS)
    return _HEAD.format(journeys=links) + "".join(_journey(each) for each in JOURNEYS)


def _anchor(journey: Journey) -> str:
    return f"{journey.zh}--{journey.en.lower().replace(' ', '-')}"


def _journey(journey: Journey) -> str:
    head = f"\n## {journey.zh} · {journey.en}\n\n{journey.words_zh}\n\n{journey.words_en}\n"
    return head + "".join(_chapter(each) for each in journey.chapters)


def _chapter(chapter: Chapter) -> str:
    """Pages of both sizes one by one; then those of a phone alone, beside each other."""
    head = f"\n### {chapter.zh} · {chapter.en}\n\n{chapter.words_zh}<br>{chapter.words_en}\n"
    phones = [stop for stop in chapter.stops if stop.sizes == PHONE_ONLY]
    pages = [_page(stop) for stop in chapter.stops if stop.sizes != PHONE_ONLY]
    rows = [_row(phones[at : at + ABREAST]) for at in range(0, len(phones), ABREAST)]
    return head + "".join(pages + rows)


def _page(stop: Stop) -> str:
    pictures = " ".join(_picture(stop, width) for width in (DESK, PHONE) if width in stop.sizes)
    return f"\n**{stop.title}** {stop.zh}<br>{stop.en}\n\n{pictures}\n"


def _row(stops: list[Stop]) -> str:
    cells = "".join(
        f'<td width="33%" valign="top">{_picture(stop, PHONE)}<br>'
        f"<b>{stop.title}</b> {stop.zh}<br>{stop.en}</td>\n"
        for stop in stops
    )
    return f"\n<table><tr>\n{cells}</tr></table>\n"


def _picture(stop: Stop, width: int) -> str:
    shown = SHOWN[width] if len(stop.sizes) > 1 or width == PHONE else 820
    source = f"pictures/tour/{stop.name}-{width}.webp"
    return f'<img src="{source}" alt="{stop.title}" width="{shown}" valign="top">'
