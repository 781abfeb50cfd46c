"""Addresses of fapiao files: signed, and good for a quarter of an hour."""

from __future__ import annotations

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from plugins.fapiao.errors import FileNotThere

LASTS_SECONDS = 15 * 60
_SALT = "fapiao-file"


def link_to(request_id: int) -> str:
    """Return an address for whoever may have the file; the caller has checked that."""
    return reverse("fapiao-file", args=[TimestampSigner(salt=_SALT).sign(str(request_id))])


def request_id_in(signed: str) -> int:
    """Raises:
    FileNotThere: forged or expired.
    """
    try:
        return int(TimestampSigner(salt=_SALT).unsign(signed, max_age=LASTS_SECONDS))
    except BadSignature as error:
        raise FileNotThere() from error
