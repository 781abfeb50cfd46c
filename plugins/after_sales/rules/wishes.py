"""What a buyer may write and how a case is named. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from plugins.after_sales import errors
from plugins.after_sales.rules.windows import BEIJING, Kind, Obstacle, Reason

DESCRIPTION_LONGEST = 500
NOTE_LONGEST = 200
RETURN_TO_SHORTEST = 8
MOST_PICTURES = 6
MOST_PICTURES_A_DAY = 30
NUMBER_DIGITS = 10
_KEY = re.compile(r"[0-9A-Za-z_-]{8,64}")

OBSTACLES: Mapping[Obstacle, type[errors.Conflict]] = {
    Obstacle.WINDOW_OVER: errors.WindowOver,
    Obstacle.EXEMPT: errors.NoReasonExempt,
    Obstacle.MUST_RETURN: errors.MustReturn,
    Obstacle.NOT_SHIPPED: errors.NothingToReturn,
    Obstacle.RECEIVED: errors.AlreadyReceived,
}


@dataclass(frozen=True)
class Wish:
    """What the buyer asks for.

    Attributes:
        units: order line → how many. Empty: only the shipping that is left.
        pictures: names of pictures she has uploaded.
    """

    kind: Kind
    reason: Reason
    units: Mapping[int, int]
    description: str = ""
    pictures: Sequence[str] = field(default=())


def wish_checked(wish: Wish) -> Wish:
    """Return the wish with its text tidied.

    Raises:
        QuantityInvalid, TextInvalid, PicturesTooMany.
    """
    if any(units < 1 for units in wish.units.values()):
        raise errors.QuantityInvalid(field="lines")
    if len(set(wish.pictures)) > MOST_PICTURES:
        raise errors.PicturesTooMany(
            field="pictures", per_case=MOST_PICTURES, per_day=MOST_PICTURES_A_DAY
        )
    return Wish(
        kind=wish.kind,
        reason=wish.reason,
        units=dict(wish.units),
        description=text_checked(
            wish.description, field="description", shortest=0, longest=DESCRIPTION_LONGEST
        ),
        pictures=tuple(dict.fromkeys(wish.pictures)),
    )


def text_checked(text: str, *, field: str, shortest: int = 1, longest: int = NOTE_LONGEST) -> str:
    """Return the text without blanks around it and control characters.

    Raises:
        TextInvalid: too short or too long.
    """
    tidy = "".join(c for c in text if c.isprintable() or c == "\n").strip()
    if not shortest <= len(tidy) <= longest:
        raise errors.TextInvalid(field=field, shortest=shortest, longest=longest)
    return tidy


def return_to_checked(return_to: str) -> str:
    """Return where goods go back to; a buyer cannot send anything without it.

    Raises:
        ReturnAddressMissing: empty or too long.
    """
    try:
        return text_checked(return_to, field="returnTo", shortest=RETURN_TO_SHORTEST)
    except errors.TextInvalid as error:
        raise errors.ReturnAddressMissing(field="returnTo", longest=NOTE_LONGEST) from error


def key_checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise errors.KeyInvalid(field="idempotencyKey")
    return key


def case_number(*, moment: datetime, random_digits: int) -> str:
    """Return the number a buyer reads out; like an order's, it tells nobody anything."""
    return f"S{moment.astimezone(BEIJING):%y%m%d}{random_digits:0{NUMBER_DIGITS}d}"
