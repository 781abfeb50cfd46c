"""WeChat's message pushes in safe mode: proof first, content afterwards. Pure.

Not `wechatpy.crypto`: it compares signatures in a time that depends on them, trusts
the padding's own word for its length, checks neither age nor key length (only by an
`assert`), and meets garbage with whatever exception comes first. See `docs/wechatpy.md`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

#: Older or newer than this is a replay, or a clock that nobody looks after.
FRESH_SECONDS = 300
AES_KEY_LENGTH = 43
#: WeChat pads to 32 bytes, whatever the cipher's own block.
PADDED_TO = 32
RANDOM_BYTES, LENGTH_BYTES = 16, 4


class PushRefused(Exception):
    """Not provably a fresh push of WeChat to this mini-program; `reason` is for the log."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class PushQuery:
    """What WeChat writes into the address of a push."""

    signature: str
    timestamp: str
    nonce: str
    msg_signature: str = ""


class PushProof:
    """The two secrets shared with WeChat, and the app its pushes must be meant for.

    Raises:
        ValueError: the key is not the one of 43 characters from the console.
    """

    def __init__(self, *, token: str, aes_key: str, appid: str):
        try:
            self._key = base64.b64decode(f"{aes_key}=", validate=True)
        except ValueError:
            self._key = b""
        if len(aes_key) != AES_KEY_LENGTH or len(self._key) != 32:
            raise ValueError(
                f"WECHAT_PUSH_AES_KEY 须为 {AES_KEY_LENGTH} 位字母或数字，请从小程序后台复制。"
                f" It must have {AES_KEY_LENGTH} letters or digits: copy it from the console."
            )
        self._token = token
        self._appid = appid.encode()

    def check_query(self, query: PushQuery, *, now: int) -> None:
        """Accept an address that WeChat wrote within the last minutes.

        Raises:
            PushRefused: forged, or not fresh.
        """
        parts = (self._token, query.timestamp, query.nonce)
        if not self._is_signed(query.signature, *parts):
            raise PushRefused("signature")
        if not (query.timestamp.isascii() and query.timestamp.isdigit()):
            raise PushRefused("timestamp unreadable")
        if abs(now - int(query.timestamp)) > FRESH_SECONDS:
            raise PushRefused("not fresh")

    def open(self, query: PushQuery, body: bytes, *, now: int) -> bytes:
        """Return the content of a push.

        The address is proven before anything of the body is read, and the
        ciphertext before it is decrypted.

        Raises:
            PushRefused: not provably a fresh push to this mini-program.
        """
        self.check_query(query, now=now)
        ciphertext = _ciphertext(body)
        parts = (self._token, query.timestamp, query.nonce, ciphertext)
        if not self._is_signed(query.msg_signature, *parts):
            raise PushRefused("msg_signature")
        return self._content(self._decrypted(ciphertext))

    def _is_signed(self, signature: str, *parts: str) -> bool:
        text = "".join(sorted(parts)).encode()
        ours = hashlib.sha1(text).hexdigest()  # noqa: S324  (WeChat's choice)
        return hmac.compare_digest(ours.encode(), signature.encode())

    def _decrypted(self, ciphertext: str) -> bytes:
        try:
            sealed = base64.b64decode(ciphertext, validate=True)
            opener = Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16])).decryptor()
            return _unpadded(opener.update(sealed) + opener.finalize())
        except ValueError:
            raise PushRefused("ciphertext") from None

    def _content(self, plaintext: bytes) -> bytes:
        start = RANDOM_BYTES + LENGTH_BYTES
        end = start + int.from_bytes(plaintext[RANDOM_BYTES:start], "big")
        if len(plaintext) < start or end > len(plaintext):
            raise PushRefused("length")
        if not hmac.compare_digest(plaintext[end:], self._appid):
            raise PushRefused("appid")
        return plaintext[start:end]


def _ciphertext(body: bytes) -> str:
    try:
        sealed = json.loads(body)["Encrypt"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise PushRefused("body") from None
    if not isinstance(sealed, str):
        raise PushRefused("body")
    return sealed


def _unpadded(padded: bytes) -> bytes:
    """Take PKCS#7 off.

    Raises:
        ValueError: that is no such padding.
    """
    size = padded[-1] if padded else 0
    if not 1 <= size <= PADDED_TO or not padded.endswith(bytes([size]) * size):
        raise ValueError("padding")
    return padded[:-size]
