"""Where links in mails may lead."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
LONGEST = 500


def is_safe_redirect(url: str, *, hosts: Sequence[str], allow_local_http: bool) -> bool:
    """Tell whether a link of ours may lead to `url`.

    https to one of `hosts`; without encryption only to this very machine, and
    only where `allow_local_http`. No names, passwords or control characters.
    """
    if len(url) > LONGEST or any(ord(character) <= 32 for character in url) or "\\" in url:
        return False
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if not host or "@" in parts.netloc or port == 0:
        return False
    if not any(_fits(host, pattern.lower()) for pattern in hosts):
        return False
    return parts.scheme == "https" or (
        parts.scheme == "http" and allow_local_http and host in LOCAL_HOSTS
    )


def _fits(host: str, pattern: str) -> bool:
    """As Django's ALLOWED_HOSTS: a name, or `.example.com` with all below it."""
    return (
        pattern == "*"
        or host == pattern
        or (pattern.startswith(".") and (host == pattern[1:] or host.endswith(pattern)))
    )
