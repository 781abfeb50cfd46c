"""Kinds of cells: how the text of one is read, and which problem it may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from catalog_seed.wording import forbidden_word, sentences_of

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_SKU = re.compile(r"[A-Z]{2}\d{2}-[A-Z0-9]+")
_YUAN = re.compile(r"\d{1,8}\.\d{2}")
_KG = re.compile(r"\d{1,4}(?:\.\d{1,3})?")
_WHOLE = re.compile(r"\d{1,9}")
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d+)?")
_SHARE = re.compile(r"0(?:\.\d+)?|1(?:\.0+)?")


def _problem(code: Any, **params: Any) -> PydanticCustomError:
    return PydanticCustomError(code, "see problems.TEXTS", params)


def _matching(pattern: re.Pattern[str], code: str, make: Callable[[str], Any]) -> BeforeValidator:
    """A cell whose whole text matches `pattern`, made into a value by `make`."""

    def read(text: str) -> Any:
        if not text:
            raise _problem("CELL_EMPTY")
        if not pattern.fullmatch(text):
            raise _problem(code, value=text)
        return make(text)

    return BeforeValidator(read)


def _filled(text: str) -> str:
    if not text:
        raise _problem("CELL_EMPTY")
    return text


def _positive_yuan(amount: Decimal) -> Decimal:
    if amount == 0:
        raise _problem("PRICE_NOT_POSITIVE")
    return amount


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise _problem("YES_NO_INVALID", value=text)
    return text == "yes"


def _months(text: str) -> tuple[int, ...]:
    parts = text.split(";")
    if not all(part.isdecimal() and 1 <= int(part) <= 12 for part in parts):
        raise _problem("MONTH_INVALID", value=text)
    months = tuple(map(int, parts))
    if len(set(months)) != len(months):
        raise _problem("MONTH_INVALID", value=text)
    return months


def _slugs(text: str) -> tuple[str, ...]:
    slugs = tuple(part.strip() for part in text.split(";")) if text else ()
    for slug in slugs:
        if slug != "*" and not _SLUG.fullmatch(slug):
            raise _problem("SLUG_INVALID", value=slug)
    return slugs


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [tuple(part.partition("=")[::2]) for part in text.split(";")] if text else []
    if not all(_SLUG.fullmatch(name) and _SLUG.fullmatch(value) for name, value in pairs):
        raise _problem("PAIRS_INVALID", value=text)
    return tuple((name, value) for name, value in pairs)


def _lawful(text: str) -> str:
    word = forbidden_word(text)
    if word:
        raise _problem("WORD_FORBIDDEN", value=word)
    return text


def _two_to_four_sentences(text: str) -> str:
    count = len(sentences_of(text))
    if not 2 <= count <= 4:
        raise _problem("SENTENCES", count=count)
    return text


_yuan = _matching(_YUAN, "PRICE_INVALID", Decimal)
_kg = _matching(_KG, "WEIGHT_INVALID", Decimal)


def _if_filled(validator: BeforeValidator) -> BeforeValidator:
    """The same kind of cell, but an empty one is None."""
    read: Any = validator.func
    return BeforeValidator(lambda text: read(text) if text else None)


Filled = Annotated[str, BeforeValidator(_filled)]
Slug = Annotated[str, _matching(_SLUG, "SLUG_INVALID", str)]
OptionalSlug = Annotated[str | None, _if_filled(_matching(_SLUG, "SLUG_INVALID", str))]
Sku = Annotated[str, _matching(_SKU, "SKU_INVALID", str)]
Yuan = Annotated[Decimal, _yuan]
OptionalYuan = Annotated[Decimal | None, _if_filled(_yuan)]
# Validators run from the last to the first.
Price = Annotated[Decimal, BeforeValidator(_positive_yuan), _yuan]
Kilograms = Annotated[Decimal, _kg]
Whole = Annotated[int, _matching(_WHOLE, "NUMBER_INVALID", int)]
Degrees = Annotated[Decimal, _matching(_DEGREES, "COORDINATE_INVALID", Decimal)]
Share = Annotated[Decimal, _matching(_SHARE, "WEIGHTING_INVALID", Decimal)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Months = Annotated[tuple[int, ...], BeforeValidator(_months)]
Slugs = Annotated[tuple[str, ...], BeforeValidator(_slugs)]
Pairs = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_pairs)]
Copy = Annotated[str, BeforeValidator(_lawful), BeforeValidator(_filled)]
Description = Annotated[
    str,
    BeforeValidator(_two_to_four_sentences),
    BeforeValidator(_lawful),
    BeforeValidator(_filled),
]
