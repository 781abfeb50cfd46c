"""What stands on the first page at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from plugins.showcase.models import Card
from plugins.showcase.pictures import CardPicture, picture_of
from plugins.showcase.rules import cards as rules
from plugins.showcase.selectors.openable import openable_among

#: Cards that are weighed; far more than anybody keeps on at once.
MOST_WEIGHED = 60


@dataclass(frozen=True, kw_only=True)
class ShownCard:
    """A card as buyers see it. `target` is a slug; a season's is a month or `now`."""

    title: str
    words: str
    opens: rules.Opens
    target: str
    picture: CardPicture


def cards_shown(*, at: datetime) -> list[ShownCard]:
    """Return the cards of the first page, in order, at most `rules.MOST_SHOWN`.

    One query when nothing is shown, and one more for each kind of target otherwise.
    """
    return [
        ShownCard(
            title=card.title,
            words=card.words,
            opens=rules.Opens(card.opens),
            target=card.target,
            picture=picture_of(card.picture, alt=card.title),
        )
        for card in cards_on_page(at=at)
    ]


def cards_on_page(*, at: datetime) -> list[Card]:
    """Return the same cards as rows."""
    weighed = list(
        Card.objects.filter(
            Q(shown_until=None) | Q(shown_until__gt=at), is_on=True, shown_from__lte=at
        )[:MOST_WEIGHED]
    )
    return rules.cards_at(weighed, at=at, openable=openable_among(weighed))


def next_change(*, after: datetime) -> datetime | None:
    """Return when the calendar next changes what is shown, or None."""
    coming = Q(shown_from__gt=after) | Q(shown_until__gt=after)
    return rules.next_change(Card.objects.filter(coming, is_on=True), after=after)
