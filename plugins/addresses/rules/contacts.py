"""Who receives a parcel and how the courier reaches them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from plugins.addresses.errors import (
    MobileInvalid,
    PhoneMissing,
    RecipientInvalid,
    RecipientMissing,
    StreetInvalid,
    StreetMissing,
)
from plugins.addresses.rules.names import UNSEEN, clean

COUNTRY_PREFIX = "+86"
MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
#: Area code and number, as companies print them: 0714-8712345.
LANDLINE = re.compile(r"(?:\+?86|0086)?0?([1-9][0-9]{1,2}[2-9][0-9]{6,7})")
#: Peking and the large cities have two digits after the zero, all others three.
AREA_CODE = re.compile(r"10|2[0-9]|[3-9][0-9]{2}")
SEPARATORS = str.maketrans("", "", "-‐‑–—.·()")

RECIPIENT_LONGEST = 50
STREET_SHORTEST, STREET_LONGEST = 2, 200
#: Unicode categories that no label printer has: emoji, private use, unassigned.
UNPRINTABLE = frozenset({"So", "Sk", "Cs", "Co", "Cn"})


def mobile_normalise(text: str, *, field: str = "phone") -> str:
    """Return a mainland mobile number as +8613812345678.

    Accepts +86, 86 and 0086 before it, spaces, dashes, full-width digits and the
    invisible marks that phones copy along.

    Raises:
        PhoneMissing: nothing is given.
        MobileInvalid: it is not 1, 3-9 and nine more digits.
    """
    digits = clean(text).translate(SEPARATORS)
    if not digits:
        raise PhoneMissing(field=field)
    match = MOBILE.fullmatch(digits)
    if not match:
        raise MobileInvalid(field=field)
    return COUNTRY_PREFIX + match[1]


def phone_normalise(text: str, *, is_company: bool, field: str = "phone") -> str:
    """Return a mobile number, or a company's landline, in E.164.

    Raises:
        PhoneMissing: nothing is given.
        MobileInvalid: it is neither.
    """
    landline = LANDLINE.fullmatch(clean(text).translate(SEPARATORS)) if is_company else None
    if landline and not MOBILE.fullmatch(landline[1]):
        return COUNTRY_PREFIX + landline[1]
    return mobile_normalise(text, field=field)


def phone_written(phone: str) -> str:
    """Return a number in E.164 as people of the country write and dial it."""
    local = phone.removeprefix(COUNTRY_PREFIX)
    if local == phone or MOBILE.fullmatch(local):
        return local
    code = AREA_CODE.match(local)
    return f"0{code[0]}-{local[code.end() :]}" if code else local


def tidy(text: str | None) -> str:
    """Return `text` on one line, without invisible marks, single spaces between words."""
    folded = unicodedata.normalize("NFC", text or "")
    # Line breaks and all kinds of spaces part words; other unseen marks vanish.
    seen = "".join(
        " " if c.isspace() else c
        for c in folded
        if c.isspace() or unicodedata.category(c) not in UNSEEN
    )
    return " ".join(seen.split())


def is_printable(text: str) -> bool:
    return not any(unicodedata.category(c) in UNPRINTABLE for c in text)


def recipient_normalise(text: str, *, field: str = "first_name") -> str:
    """Return the name on the parcel.

    Raises:
        RecipientMissing: nothing is given.
        RecipientInvalid: too long, no letter in it, or characters no label has.
    """
    name = tidy(text)
    if not name:
        raise RecipientMissing(field=field)
    has_letter = any(c.isalpha() for c in name)
    if len(name) > RECIPIENT_LONGEST or not has_letter or not is_printable(name):
        raise RecipientInvalid(field=field, longest=RECIPIENT_LONGEST)
    return name


def street_normalise(text: str, *, field: str = "street_address_1") -> str:
    """Return the address below the county: town, street, number.

    Raises:
        StreetMissing: nothing is given.
        StreetInvalid: too short or long, no letter or digit, or characters no label has.
    """
    street = tidy(text)
    if not street:
        raise StreetMissing(field=field)
    is_fit = STREET_SHORTEST <= len(street) <= STREET_LONGEST
    if not is_fit or not any(c.isalnum() for c in street) or not is_printable(street):
        raise StreetInvalid(field=field, shortest=STREET_SHORTEST, longest=STREET_LONGEST)
    return street


def street_within(street: str, *, names: Sequence[str], locality: str = "") -> str:
    """Return `street` without the divisions it repeats, behind the town it lacks.

    湖北省黄石市大冶市金牛镇1号 becomes 金牛镇1号; `names` go from large to small.
    """
    rest = street
    for name in names:
        rest = rest.removeprefix(name).lstrip() if name else rest
    if len(rest) < STREET_SHORTEST:
        rest = street
    return rest if locality in rest else f"{locality}{rest}"
