"""What a card may say, and which cards are shown at an instant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol, TypeVar

#: More would push the goods out of sight.
MOST_SHOWN = 6
TITLE_LONGEST = 14
WORDS_LONGEST = 30
LAST_POSITION = 999
#: A season card that follows the calendar.
THIS_MONTH = "now"
_SEASON = re.compile(r"now|[1-9]|1[0-2]")


class Opens(Enum):
    """What a card leads to; the values are kept in the database."""

    PRODUCT = "product"
    TRADE = "trade"
    ENTERPRISE = "enterprise"
    COLLECTION = "collection"
    SEASON = "season"
    TOWN = "town"
    CERTIFICATION = "certification"
    TEXT = "text"


class Standing(Enum):
    """Why a card is on the first page, or is not."""

    SHOWN = "shown"
    CROWDED_OUT = "crowded_out"
    TO_COME = "to_come"
    OVER = "over"
    OFF = "off"
    CLOSED = "closed"


class Slot(Protocol):
    """The part of a card that decides whether it is shown."""

    @property
    def pk(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def is_on(self) -> bool: ...
    @property
    def shown_from(self) -> datetime: ...
    @property
    def shown_until(self) -> datetime | None: ...


Card = TypeVar("Card", bound=Slot)


@dataclass(frozen=True)
class Wrong:
    """A field that cannot be used, and why."""

    field: str
    zh: str
    en: str


def cards_at(
    cards: Iterable[Card], *, at: datetime, openable: Collection[int], most: int = MOST_SHOWN
) -> list[Card]:
    """Return the cards shown at an instant, in their order, at most `most`.

    `openable` names by primary key those whose target buyers can open then.
    """
    wanted = [card for card in cards if standing(card, at=at, openable=openable) is Standing.SHOWN]
    return sorted(wanted, key=lambda card: (card.position, card.pk))[:most]


def standing(card: Slot, *, at: datetime, openable: Collection[int]) -> Standing:
    """Say how a card stands by itself, however many stand before it."""
    if not card.is_on:
        return Standing.OFF
    if at < card.shown_from:
        return Standing.TO_COME
    if card.shown_until is not None and at >= card.shown_until:
        return Standing.OVER
    return Standing.SHOWN if card.pk in openable else Standing.CLOSED


def next_change(cards: Iterable[Slot], *, after: datetime) -> datetime | None:
    """Return when the calendar next puts a card up or takes one down, or None."""
    moments = [
        moment
        for card in cards
        if card.is_on
        for moment in (card.shown_from, card.shown_until)
        if moment is not None and moment > after
    ]
    return min(moments, default=None)


def is_season(target: str) -> bool:
    """Whether a season card's target is a month from 1 to 12, or the present one."""
    return _SEASON.fullmatch(target) is not None


def problem_of(
    *,
    title: str,
    words: str,
    position: int,
    shown_from: datetime,
    shown_until: datetime | None,
) -> Wrong | None:
    """Return the first thing that is wrong with what a card says, or None."""
    if not 1 <= len(title) <= TITLE_LONGEST:
        return Wrong(
            "title",
            f"标题须有 1 至 {TITLE_LONGEST} 个字",
            f"its title has 1 to {TITLE_LONGEST} characters",
        )
    if not 1 <= len(words) <= WORDS_LONGEST:
        return Wrong(
            "words",
            f"说明须有 1 至 {WORDS_LONGEST} 个字",
            f"its words have 1 to {WORDS_LONGEST} characters",
        )
    if not 0 <= position <= LAST_POSITION:
        return Wrong(
            "position",
            f"次序须在 0 至 {LAST_POSITION} 之间",
            f"its position lies between 0 and {LAST_POSITION}",
        )
    if shown_until is not None and shown_until <= shown_from:
        return Wrong("shown_until", "结束要晚于开始", "it has to end after it begins")
    return None
