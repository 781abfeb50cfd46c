"""How long a certificate runs, its number and its code, and when one may apply again."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

#: Crockford's alphabet: no I, L, O, U to misread.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 20  # 100 bits: not to be guessed
MISREAD = str.maketrans("ILO", "110")


@dataclass(frozen=True)
class Term:
    """First and last day of a certificate, and which limit ended it."""

    starts_on: date
    ends_on: date
    limited_by: str


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or the month's last when it is shorter."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def certificate_term(
    *, starts_on: date, term_months: int, limits: Mapping[str, date | None]
) -> Term:
    """End a certificate at the earliest of its own term and every limit.

    `limits` are last days by name (`trademark`, `permit`, `report`); None does
    not limit. Ties go to the term itself, then to the first limit. The last day
    may lie before the first: such a certificate cannot be issued.
    """
    ends = {"term": months_after(starts_on, term_months) - timedelta(days=1)}
    ends |= {name: day for name, day in limits.items() if day is not None}
    limited_by = min(ends, key=lambda name: ends[name])
    return Term(starts_on=starts_on, ends_on=ends[limited_by], limited_by=limited_by)


def certificate_number(*, year: int, serial: int) -> str:
    """Return the number printed on a certificate: YLJ-2026-0007."""
    return f"YLJ-{year}-{serial:04d}"


def code_from(indices: Sequence[int]) -> str:
    """Spell a code from `CODE_LENGTH` random numbers below 32."""
    if len(indices) != CODE_LENGTH:
        raise ValueError(f"a code has {CODE_LENGTH} characters")
    return "".join(CODE_ALPHABET[index] for index in indices)


def code_tidied(given: str) -> str:
    """Read a code as typed: any case, spaces, hyphens, and letters that look like digits."""
    return given.upper().replace("-", "").replace(" ", "").translate(MISREAD)
