"""One spelling for each address, so that one address is one account."""

from __future__ import annotations

import unicodedata


def normalised(email: str) -> str:
    """Return the address as it is kept: no spaces around, composed, lower case."""
    return unicodedata.normalize("NFKC", email or "").strip().lower()
