"""Everything the mini-shop's first page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from brand_theme.window import rules
from brand_theme.window.selectors.cards import (
    GoodsCard,
    cards_in_season,
    cards_of,
    goods_on_shelf,
)
from brand_theme.window.selectors.shelves import (
    EnterpriseTile,
    TradeShelf,
    enterprise_tiles,
    trades,
)
from plugins.showcase.public import ShownCard, cards_shown

IN_SEASON = 8
RECOMMENDED = 12
#: Goods among which the recommended are chosen.
LOOKED_AT = 120


@dataclass(frozen=True, kw_only=True)
class Home:
    month: int
    goods_count: int
    showcase: list[ShownCard]
    in_season: list[GoodsCard]
    trades: list[TradeShelf]
    enterprises: list[EnterpriseTile]
    recommended: list[GoodsCard]


def home_of(*, at: datetime) -> Home:
    """Read the first page; the number of queries does not grow with the shelf."""
    month = rules.month_in_china(at)
    in_season = cards_in_season(month=month, limit=IN_SEASON)
    shown = {card.slug for card in in_season}
    others = [card for card in cards_of(goods_on_shelf()[:LOOKED_AT]) if card.slug not in shown]
    shelves = trades()
    return Home(
        month=month,
        goods_count=sum(shelf.count for shelf in shelves),
        showcase=cards_shown(at=at),
        in_season=in_season,
        trades=shelves,
        enterprises=enterprise_tiles(),
        recommended=rules.of_different(others, limit=RECOMMENDED),
    )
