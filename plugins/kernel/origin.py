"""Where the present request comes from, for the audit trail: a network and a login.

The middleware opens a request; services know nothing of it. Outside requests there is
no origin.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.http import HttpRequest

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


@dataclass(frozen=True)
class Origin:
    """`address` is masked; `session` tells logins apart and opens none."""

    address: str = ""
    session: str = ""


@contextmanager
def opened(request: HttpRequest) -> Iterator[None]:
    """Let everything inside come from `request`."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def current() -> Origin:
    request = _request.get()
    if request is None:
        return Origin()
    return Origin(masked_address(request.META.get("REMOTE_ADDR", "")), _session_of(request))


def masked_address(address: str) -> str:
    """Keep the network (IPv4 /24, IPv6 /48), which names nobody."""
    try:
        version = ip_address(address).version
    except ValueError:
        return ""
    return str(ip_network(f"{address}/{24 if version == 4 else 48}", strict=False))


def _session_of(request: HttpRequest) -> str:
    """Name the login: its own id where it has one, else a digest of what proves it."""
    login = getattr(request, "login_session", None)
    session = getattr(request, "session", None)
    proof = (
        (login.pk if login is not None else None)
        or (session.session_key if session is not None else None)
        or request.headers.get("Authorization", "").partition(" ")[2]
    )
    return hashlib.sha256(str(proof).encode()).hexdigest()[:12] if proof else ""
