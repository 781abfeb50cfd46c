"""All stops, in the order of the three journeys: a buyer's, an enterprise's, the office's."""

from __future__ import annotations

from dataclasses import dataclass

from tests.e2e.tour import desks, office, own, shop_browsing, shop_own, trust
from tests.e2e.tour.stop import Chapter, Stop


@dataclass(frozen=True)
class Journey:
    """What one kind of people does here, from first to last."""

    zh: str
    en: str
    words_zh: str
    words_en: str
    chapters: tuple[Chapter, ...]


JOURNEYS = (
    Journey(
        "买家",
        "The buyer",
        "逛、挑、付、收、说。微信小程序和浏览器里是同一个集市，左边 1440 像素，右边 390 像素。",
        "Looks, chooses, pays, receives, and says what she thinks. One market in WeChat and in a browser: 1440 px on the left, 390 px on the right.",
        (
            shop_browsing.LOOKING,
            shop_browsing.GETTING_IN,
            shop_own.BUYING,
            shop_own.AFTERWARDS,
            shop_own.HERS,
            trust.TRUST,
        ),
    ),
    Journey(
        "企业",
        "The enterprise",
        "`/enterprise/`：从申请授权、上货、发货，到结算。",
        "`/enterprise/`: from applying for the brand over goods and parcels to being paid.",
        (own.JOINING, own.GOODS, own.SENDING, own.CARING, own.MONEY),
    ),
    Journey(
        "工作台",
        "The office",
        "`/console/`：每个角色有自己的首屏和菜单，见 [console.md](console.md)。",
        "`/console/`: each role has its own first screen and menu; see [console.md](console.md).",
        (
            office.OFFICE,
            office.HEAD,
            office.EXPERT,
            office.MARKETING,
            desks.FINANCE,
            desks.SERVICE,
            desks.ADMINISTRATOR,
        ),
    ),
)
CHAPTERS: tuple[Chapter, ...] = tuple(each for journey in JOURNEYS for each in journey.chapters)


def all_stops() -> list[Stop]:
    return [stop for chapter in CHAPTERS for stop in chapter.stops]
