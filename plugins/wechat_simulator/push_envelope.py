"""The safe mode of message pushes: AES-256-CBC and SHA-1 over sorted strings."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

# PKCS#7, but to 32 bytes rather than to AES's block of 16.
BLOCK = 32
RANDOM_BYTES = 16


@dataclass(frozen=True, slots=True)
class PushKeys:
    """What the merchant typed into the mini-program's console.

    Attributes:
        token: signs.
        aes_key: 43 characters of base64 without the padding; encrypts.
        appid: ends every plaintext, so that a foreign one is noticed.
        original_id: `gh_…`, the mini-program as a recipient of messages.
    """

    token: str
    aes_key: str
    appid: str
    original_id: str


def sha1_of(*parts: str) -> str:
    joined = "".join(sorted(parts)).encode()
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()


def sealed(keys: PushKeys, plaintext: bytes) -> str:
    """Encrypt a message: 16 random bytes, length, text, app id."""
    key = base64.b64decode(f"{keys.aes_key}=")
    message = secrets.token_bytes(RANDOM_BYTES) + len(plaintext).to_bytes(4, "big")
    message += plaintext + keys.appid.encode()
    short = BLOCK - len(message) % BLOCK
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    raw = encryptor.update(message + bytes([short]) * short) + encryptor.finalize()
    return base64.b64encode(raw).decode()


def query_of(keys: PushKeys, *, timestamp: int) -> dict[str, str]:
    """Return what proves that the address was called by WeChat."""
    nonce = str(secrets.randbelow(10**10))
    return {
        "signature": sha1_of(keys.token, str(timestamp), nonce),
        "timestamp": str(timestamp),
        "nonce": nonce,
    }


def envelope(
    keys: PushKeys, plaintext: bytes, *, timestamp: int, openid: str
) -> tuple[dict[str, str], bytes]:
    """Return the query and the body of one push."""
    encrypted = sealed(keys, plaintext)
    query = query_of(keys, timestamp=timestamp)
    query |= {
        "openid": openid,
        "encrypt_type": "aes",
        "msg_signature": sha1_of(keys.token, query["timestamp"], query["nonce"], encrypted),
    }
    body = {"ToUserName": keys.original_id, "Encrypt": encrypted}
    return query, json.dumps(body).encode()
