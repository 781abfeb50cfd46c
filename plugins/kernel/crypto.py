"""Encryption of what must not be read out of a stolen database.

AES-256-GCM with a key ring: the first key encrypts, all of them decrypt. A value is
bound to its column, so that one cannot be moved into another. It is kept as
`enc1:<key id>:<nonce and ciphertext>`.

A blind index lets equal values be found without being read. It is a keyed hash, of use
only where what is hashed cannot be guessed through the shop itself.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PREFIX = "enc1:"
NONCE_BYTES = 12


class Undecryptable(RuntimeError):
    """A stored value fits no key of the ring: a key was removed too early, or it was changed."""


@dataclass(frozen=True)
class Key:
    """One key of the ring, derived from a secret for two uses."""

    id: str
    cipher: AESGCM
    index: bytes


def ring() -> tuple[Key, ...]:
    """Return the keys of `DATA_KEYS`, the one that encrypts first."""
    return _ring(tuple(settings.DATA_KEYS))


@lru_cache(maxsize=8)
def _ring(secrets: tuple[str, ...]) -> tuple[Key, ...]:
    return tuple(
        Key(
            id=hashlib.sha256(b"key id:" + secret.encode()).hexdigest()[:8],
            cipher=AESGCM(_derived(secret, b"shop data")),
            index=_derived(secret, b"shop blind index"),
        )
        for secret in secrets
    )


def _derived(secret: str, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(secret.encode())


def is_encrypted(stored: str) -> bool:
    return stored.startswith(PREFIX)


def current_prefix() -> str:
    """What values begin with that the first key has encrypted."""
    return f"{PREFIX}{ring()[0].id}:"


def encrypt(text: str, *, column: str) -> str:
    """Encrypt for one column, e.g. `mall_wechat.wechatidentity.phone`; "" stays ""."""
    if not text:
        return ""
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + ring()[0].cipher.encrypt(nonce, text.encode(), column.encode())
    return current_prefix() + base64.urlsafe_b64encode(sealed).decode()


def decrypt(stored: str, *, column: str) -> str:
    """Return the text; what was stored before it was encrypted is returned as it is.

    Raises:
        Undecryptable
    """
    if not is_encrypted(stored):
        return stored
    key_id, _, sealed = stored.removeprefix(PREFIX).partition(":")
    key = next((key for key in ring() if key.id == key_id), None)
    if key is None:
        raise Undecryptable(f"{column}: no key {key_id} in DATA_KEYS")
    try:
        raw = base64.urlsafe_b64decode(sealed)
        plain = key.cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], column.encode())
    except (InvalidTag, ValueError) as error:
        raise Undecryptable(f"{column}: the value was changed or moved") from error
    return plain.decode()


def blind_index(text: str, *, column: str) -> str:
    """Return what equal texts of one column have in common; "" for none."""
    return _index(ring()[0], text, column) if text else ""


def blind_indexes(text: str, *, column: str) -> list[str]:
    """The same under every key, for looking up while keys are being rotated."""
    return [_index(key, text, column) for key in ring()] if text else []


def _index(key: Key, text: str, column: str) -> str:
    return hmac.new(key.index, f"{column}:{text}".encode(), hashlib.sha256).hexdigest()
