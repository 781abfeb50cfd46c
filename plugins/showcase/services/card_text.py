"""What somebody wants a card to say, checked. Part of `card_add` and `card_change`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from plugins.showcase.errors import CardInvalid, TargetUnknown
from plugins.showcase.rules.cards import Opens, is_season, problem_of
from plugins.showcase.selectors.openable import targets

KINDS: dict[Opens, tuple[str, str]] = {
    Opens.PRODUCT: ("商品", "good"),
    Opens.TRADE: ("行当", "trade"),
    Opens.ENTERPRISE: ("企业", "enterprise"),
    Opens.COLLECTION: ("专辑", "collection"),
    Opens.SEASON: ("月份（1 至 12，或 now：本月）", "month (1 to 12, or now)"),
    Opens.TOWN: ("产地", "town"),
    Opens.CERTIFICATION: ("认证", "certification"),
    Opens.TEXT: ("文字页", "page of text"),
}


@dataclass(frozen=True, kw_only=True)
class CardText:
    """Everything about a card but its picture. `target` is a slug or a whole name."""

    title: str
    words: str
    opens: Opens
    target: str
    shown_from: datetime
    shown_until: datetime | None = None
    position: int = 0


def fields_of(text: CardText) -> dict[str, object]:
    """Return the row's fields.

    Raises:
        CardInvalid: what it says cannot be used.
        TargetUnknown: there is nothing of that name that buyers can open.
    """
    title, words = text.title.strip(), text.words.strip()
    wrong = problem_of(
        title=title,
        words=words,
        position=text.position,
        shown_from=text.shown_from,
        shown_until=text.shown_until,
    )
    if wrong:
        raise CardInvalid(field=wrong.field, cause_zh=wrong.zh, cause_en=wrong.en)
    return {
        "title": title,
        "words": words,
        "opens": text.opens.value,
        "target": _slug_of(text.opens, text.target.strip()),
        "shown_from": text.shown_from,
        "shown_until": text.shown_until,
        "position": text.position,
    }


def _slug_of(kind: Opens, asked: str) -> str:
    if kind is Opens.SEASON:
        if is_season(asked):
            return asked
    elif asked:
        name = "title" if kind is Opens.TEXT else "name"
        found = targets(kind).filter(Q(slug=asked) | Q(**{name: asked})).values_list("slug")
        slugs = {slug for (slug,) in found}
        if asked in slugs:
            return asked
        if len(slugs) == 1:
            return str(slugs.pop())
    zh, en = KINDS[kind]
    raise TargetUnknown(field="target", asked=asked[:40], kind_zh=zh, kind_en=en)
