"""Stars as the window, the brand's pages and the console show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from plugins.credit.rules.wording import plain
from plugins.credit.selectors.scores import Stars, stars_by_slug

register = template.Library()
FULL, HALF, EMPTY = "full", "half", "empty"


@register.inclusion_tag("credit/_stars.html")
def stars(shown: Stars) -> dict[str, Any]:
    """Draw stars with their number, or say that there is no score."""
    number = "" if shown.stars is None else plain(shown.stars)
    return {"shown": shown, "marks": marks(shown.share), "number": number}


def marks(halves: int) -> list[str]:
    """Return five stars, each full, half or empty."""
    return [
        FULL if halves >= 2 * place else HALF if halves == 2 * place - 1 else EMPTY
        for place in range(1, 6)
    ]


@register.simple_tag
def stars_of(enterprises: Iterable[Any]) -> Mapping[str, Stars]:
    """Look the stars of everything with a `slug` up, in one query."""
    return stars_by_slug(slugs=[each.slug for each in enterprises])


@register.simple_tag
def stars_at(slug: str) -> Stars | None:
    """Look the stars of one enterprise up; None before its first period."""
    return stars_by_slug(slugs=[slug]).get(slug)


@register.filter
def at(found: Mapping[str, Stars], slug: str) -> Stars | None:
    return found.get(slug)
