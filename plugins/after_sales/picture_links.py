"""Addresses of evidence pictures: signed, and good for a quarter of an hour."""

from __future__ import annotations

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from plugins.after_sales.errors import PictureNotFound

LASTS_SECONDS = 15 * 60
_SALT = "after-sales-picture"


def link_to(name: str) -> str:
    """Return an address for whoever may see the picture; the caller has checked that."""
    return reverse("after-sales-picture", args=[TimestampSigner(salt=_SALT).sign(name)])


def name_in(signed: str) -> str:
    """Return the picture's name.

    Raises:
        PictureNotFound: forged or expired.
    """
    try:
        return TimestampSigner(salt=_SALT).unsign(signed, max_age=LASTS_SECONDS)
    except BadSignature as error:
        raise PictureNotFound() from error
