"""What may stand on a fapiao, and what of it a list may show. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from plugins.fapiao import errors

TITLE_SHORTEST, TITLE_LONGEST = 2, 100
EMAIL_LONGEST = 254
DOCUMENT_LONGEST = 500
NOTE_LONGEST = 200
#: A fixed number of stars: the mask does not tell how long a name is.
STARS = "***"

_EMAIL = re.compile(
    r"[A-Za-z0-9_%+-]+(\.[A-Za-z0-9_%+-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
# A digital fapiao has 20 digits; older ones a code of 10 or 12 and a number of 8.
_NUMBER = re.compile(r"[0-9]{18}|[0-9]{20}")
_LINK = re.compile(r"https://[^\s/?#@\\]+(/[^\s\\]*)?")
_REFERENCE = re.compile(r"[A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*")


class FapiaoKind(Enum):
    """Whom a fapiao is made out to."""

    PERSONAL = "personal"  # 个人
    ENTERPRISE = "enterprise"  # 企业


class RefusalReason(Enum):
    """Why the seller makes out none; the note to the buyer says more."""

    DETAILS_WRONG = "details_wrong"  # 抬头或税号有误
    MONEY_RETURNED = "money_returned"  # 款项已退回
    OTHER = "other"  # 其他


@dataclass(frozen=True)
class FapiaoDetails:
    """What the buyer wants on the fapiao and where it goes, checked."""

    kind: FapiaoKind
    title: str
    tax_number: str
    email: str


def details_checked(*, kind: FapiaoKind, title: str, tax_number: str, email: str) -> FapiaoDetails:
    """Return the details in the form they are stored in.

    Raises:
        TitleInvalid, TaxNumberMissing, TaxNumberInvalid, TaxNumberNotWanted,
        EmailInvalid: with the `field` it belongs to.
    """
    return FapiaoDetails(
        kind=kind,
        title=title_checked(title),
        tax_number=tax_number_checked(kind=kind, tax_number=tax_number),
        email=email_checked(email),
    )


def title_checked(title: str) -> str:
    """Return the title with single spaces; brackets stay as the licence has them."""
    tidy = " ".join(title.split())
    if not TITLE_SHORTEST <= len(tidy) <= TITLE_LONGEST or any(map(_is_strange, tidy)):
        raise errors.TitleInvalid(field="title", shortest=TITLE_SHORTEST, longest=TITLE_LONGEST)
    return tidy


def tax_number_checked(*, kind: FapiaoKind, tax_number: str) -> str:
    """Return the unified social credit code (GB 32100) of an enterprise, "" for a person."""
    given = unicodedata.normalize("NFKC", tax_number).strip()
    if kind is FapiaoKind.PERSONAL:
        if given:
            raise errors.TaxNumberNotWanted(field="taxNumber")
        return ""
    if not given:
        raise errors.TaxNumberMissing(field="taxNumber")
    try:
        return uscc.validate(given)
    except ValidationError as error:
        raise errors.TaxNumberInvalid(field="taxNumber") from error


def email_checked(email: str) -> str:
    given = email.strip()
    if len(given) > EMAIL_LONGEST or not _EMAIL.fullmatch(given):
        raise errors.EmailInvalid(field="email")
    return given


def number_checked(number: str) -> str:
    """Return the digits of a fapiao number; spaces and a hyphen are passed over."""
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", number))
    if not _NUMBER.fullmatch(digits):
        raise errors.FapiaoNumberInvalid(field="number")
    return digits


def issue_date_checked(*, issued_on: date, paid_on: date, today: date) -> date:
    """Refuse dates before the money came and dates that have not come yet."""
    if not paid_on <= issued_on <= today:
        raise errors.IssueDateInvalid(
            field="issuedOn", earliest=paid_on.isoformat(), latest=today.isoformat()
        )
    return issued_on


def document_checked(document: str) -> str:
    """Return an https link, a relative file reference, or "" when there is none."""
    given = document.strip()
    if given and (
        len(given) > DOCUMENT_LONGEST or not (_LINK.fullmatch(given) or _REFERENCE.fullmatch(given))
    ):
        raise errors.DocumentInvalid(field="document")
    return given


def note_checked(*, reason: RefusalReason, note: str) -> str:
    """Return the note to the buyer; "other" explains nothing without one."""
    tidy = " ".join(note.split())
    if len(tidy) > NOTE_LONGEST or (reason is RefusalReason.OTHER and not tidy):
        raise errors.NoteMissing(field="note", longest=NOTE_LONGEST)
    return tidy


def invoiceable_fen(*, paid_fen: int, refunded_fen: int) -> int:
    """Return what a fapiao is made out for: the money that stayed."""
    return paid_fen - refunded_fen


def age_days(*, requested_at: datetime, until: datetime) -> int:
    """Return the whole days a request has waited."""
    return max((until - requested_at).days, 0)


def title_masked(*, kind: FapiaoKind, title: str) -> str:
    """Hide a person's name but its first character; enterprises are public."""
    return title if kind is FapiaoKind.ENTERPRISE else title[:1] + STARS


def email_masked(email: str) -> str:
    """Hide the mailbox but its first character: `l***@example.com`."""
    mailbox, _, host = email.rpartition("@")
    return f"{mailbox[:1]}{STARS}@{host}"


def _is_strange(character: str) -> bool:
    """Tell controls, direction marks, private characters and emoji."""
    category = unicodedata.category(character)
    return category.startswith("C") or category in ("So", "Sk")
