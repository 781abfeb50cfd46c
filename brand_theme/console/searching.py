"""The search box of a list: each field by an index of its own, never a scan for all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.text import smart_split, unescape_string_literal

#: A search shows the newest so many at most, of each field it looks at.
MOST_FOUND = 10_000


def found(rows: QuerySet[Any], fields: Sequence[str], text: str) -> QuerySet[Any]:
    """Keep the rows of which every word of `text` is found in some field.

    `^field` begins with it, `=field` is it, `field` contains it. Numbers and codes
    are compared as they are stored or in one case throughout, which their indexes
    can answer; what contains a word is found in any case.
    """
    for word in _words(text):
        ways = [_way(field, word) for field in fields]
        if len(ways) == 1:
            rows = rows.filter(ways[0])
        else:
            rows = rows.filter(pk__in=_any(rows.model, ways))
    return rows


def _any(model: type[Model], ways: Sequence[Q]) -> QuerySet[Any]:
    """Look each way up by itself: joined by OR, no index would serve any of them."""
    first, *others = [
        model._base_manager.filter(way).order_by("-pk").values("pk")[:MOST_FOUND] for way in ways
    ]
    return first.union(*others)


def _way(field: str, word: str) -> Q:
    name, cases = field.lstrip("^="), list(dict.fromkeys((word, word.upper(), word.lower())))
    if field.startswith("="):
        return Q(**{f"{name}__in": cases})
    if field.startswith("^"):
        begun = Q()
        for each in cases:
            begun |= Q(**{f"{name}__startswith": each})
        return begun
    return Q(**{f"{name}__icontains": word})


def _words(text: str) -> Iterator[str]:
    """Yield the words; what stands in quotation marks is one."""
    for bit in smart_split(text):
        is_quoted = bit[0] in "\"'" and bit[0] == bit[-1] and len(bit) > 1
        yield unescape_string_literal(bit) if is_quoted else bit
