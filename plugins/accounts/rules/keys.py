"""Secrets, digests, and the fingerprint that ties tokens to the state of an account."""

from __future__ import annotations

import hashlib
import hmac
import secrets

FINGERPRINT_LENGTH = 32


def fresh_secret() -> str:
    """Return 256 random bits as text that fits an address."""
    return secrets.token_urlsafe(32)


def digest_of(*parts: str) -> str:
    """Return what is kept of a secret. Secrets are random, so no salt is needed."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def fingerprint_of(*, secret: str, user_id: int, email: str, password: str) -> str:
    """Return what changes as soon as the key, the address or the password changes.

    Whatever way the change came, through us, Saleor, a command or the database:
    tokens made before it no longer fit.

    Args:
        secret: the user's `AccountKey.secret`.
        password: the hash of the password.
    """
    text = "\0".join((str(user_id), email.lower(), password))
    return hmac.new(secret.encode(), text.encode(), "sha256").hexdigest()[:FINGERPRINT_LENGTH]


def successor_of(token: str, *, key: str) -> str:
    """Return the refresh token that follows `token`.

    The same each time, so an answer that got lost can be given again without a
    second branch; and not to be guessed by who knows the token, for want of the key.
    """
    sealed = hmac.new(key.encode(), b"refresh\0" + token.encode(), "sha256")
    return sealed.hexdigest()


def same(one: str, other: str) -> bool:
    """Compare in a time that does not depend on where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
