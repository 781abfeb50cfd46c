"""Months, punctuation and marks of honour: decisions that need no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

MONTHS = range(1, 13)
ALL_YEAR = "all-year"
SHANGHAI = ZoneInfo("Asia/Shanghai")
#: Wine and liquor: the law on the protection of minors has the seller say so.
ADULTS_ONLY_TRADES = frozenset({"drink"})

_MONTH_NAMES = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
_SHORT_CERTIFICATIONS = {"gi-trademark": "地标"}
_FULL_WIDTH = str.maketrans(",;:!?", "，；：！？")
_HAN = r"[\u3400-\u9fff]"
_BRACKETS_AROUND_HAN = re.compile(rf"\(([^()]*{_HAN}[^()]*)\)")
_HALF_WIDTH_BESIDE_HAN = re.compile(
    r"(?<=[\u3400-\u9fff”’）])[,;:!?]|[,;:!?](?=[\u3400-\u9fff“‘（])"
)


class HasEnterprise(Protocol):
    @property
    def enterprise(self) -> str: ...


Card = TypeVar("Card", bound=HasEnterprise)


@dataclass(frozen=True, kw_only=True)
class SeasonMonth:
    """One month of a season bar."""

    number: int
    is_in: bool
    is_now: bool


def month_in_china(now: datetime) -> int:
    """Return the month, 1 to 12, that a calendar in China shows at `now`."""
    return now.astimezone(SHANGHAI).month


def month_name(month: int) -> str:
    """Return 1 to 12 as Chinese writes it: 十一月."""
    return f"{_MONTH_NAMES[month - 1]}月"


def season_months(values: Iterable[str]) -> frozenset[int]:
    """Return the months that the season attribute's values (`m06`, `all-year`) mean.

    Values an operator has added under other names say nothing about months.
    """
    months: set[int] = set()
    for value in values:
        if value == ALL_YEAR:
            months.update(MONTHS)
        elif (found := re.fullmatch(r"m(0[1-9]|1[0-2])", value)) is not None:
            months.add(int(found[1]))
    return frozenset(months)


def is_all_year(months: frozenset[int]) -> bool:
    return len(months) == len(MONTHS)


def season_bar(months: frozenset[int], *, this_month: int) -> list[SeasonMonth]:
    return [
        SeasonMonth(number=month, is_in=month in months, is_now=month == this_month)
        for month in MONTHS
    ]


def season_text(months: frozenset[int]) -> str:
    """Return the months in words: `6—7月`, `11月—次年2月`, `4月、9—10月`, `全年`."""
    if is_all_year(months):
        return "全年"
    return "、".join(_span_text(first, last) for first, last in _spans(months))


def _spans(months: frozenset[int]) -> Iterator[tuple[int, int]]:
    """First and last month of each unbroken run; a run may pass the year's end."""
    for first in sorted(month for month in months if _before(month) not in months):
        last = first
        while _after(last) in months:
            last = _after(last)
        yield first, last


def _before(month: int) -> int:
    return (month - 2) % len(MONTHS) + 1


def _after(month: int) -> int:
    return month % len(MONTHS) + 1


def _span_text(first: int, last: int) -> str:
    if first == last:
        return f"{first}月"
    return f"{first}—{last}月" if first < last else f"{first}月—次年{last}月"


def of_different(cards: Sequence[Card], *, limit: int) -> list[Card]:
    """Return the first card of each enterprise: a choice that shows the many."""
    first: dict[str, Card] = {}
    for card in cards:
        first.setdefault(card.enterprise, card)
    return list(first.values())[:limit]


def seals(*, certifications: Sequence[tuple[str, str]], has_heritage: bool) -> tuple[str, ...]:
    """Return the short marks on a card, from (slug, name) of certifications."""
    marks = [_SHORT_CERTIFICATIONS.get(slug, name) for slug, name in certifications]
    return (*marks, *(["非遗"] if has_heritage else []))


def typeset(text: str) -> str:
    """Set half-width punctuation beside Chinese characters in full width.

    Whoever fills in a table on a Latin keyboard leaves `,` and `:`, which print
    as holes in a line of Chinese. Numbers and Latin text stay as they are.
    """
    text = _BRACKETS_AROUND_HAN.sub(r"（\1）", text)
    return _HALF_WIDTH_BESIDE_HAN.sub(lambda found: found[0].translate(_FULL_WIDTH), text)
