"""Signatures of WeChat Pay API v3, in both directions.

RSA-2048, PKCS#1 v1.5, SHA-256, base64. A signed message is a list of lines,
each ended by a line feed:

* request: method, path and query exactly as sent, timestamp, nonce, body;
* answer and notification: timestamp, nonce, body;
* `wx.requestPayment` (see `paysign`): appId, timeStamp, nonceStr, package.

Source: the signing chapters of the official API v3 documentation, and the
tests of the three official SDKs, which `tests/contracts` replays.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    load_pem_private_key,
    load_pem_public_key,
)

from .errors import SignatureRefused

SCHEME = "WECHATPAY2-SHA256-RSA2048"

# A signature this many seconds old, or this far in the future, is refused:
# otherwise a recorded notification could be replayed for ever.
FRESHNESS_SECONDS = 300


def signed_message(*lines: str | bytes) -> bytes:
    """Join the lines the way every v3 signature does: LF after each of them."""
    return b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines)


def sign(*, key: RSAPrivateKey, message: bytes) -> str:
    signature = key.sign(message, padding.PKCS1v15(), hashes.SHA256())
    return base64.b64encode(signature).decode("ascii")


@dataclass(frozen=True, slots=True)
class MerchantKey:
    """Who we are to WeChat Pay: merchant number, certificate serial, private key."""

    mchid: str
    serial: str
    private_key: RSAPrivateKey

    def __repr__(self) -> str:
        return f"MerchantKey(mchid={self.mchid!r}, serial={self.serial!r})"


def load_private_key(pem: bytes) -> RSAPrivateKey:
    """Read a merchant key: PKCS#8, as WeChat's tool writes it, or PKCS#1.

    Raises:
        ValueError: the text is no key, or no RSA key of at least 2048 bits.
    """
    key = load_pem_private_key(pem, password=None)
    if not isinstance(key, RSAPrivateKey) or key.key_size < 2048:
        raise ValueError("The merchant key must be an RSA key of at least 2048 bits.")
    return key


def load_verification_key(pem: bytes) -> RSAPublicKey:
    """Read what WeChat signs with: a platform certificate or a bare public key.

    Raises:
        ValueError: the text is neither, or no RSA key of at least 2048 bits.
    """
    is_certificate = b"BEGIN CERTIFICATE" in pem
    key: object = (
        x509.load_pem_x509_certificate(pem).public_key()
        if is_certificate
        else load_pem_public_key(pem)
    )
    if not isinstance(key, RSAPublicKey) or key.key_size < 2048:
        raise ValueError("WeChat signs with RSA keys of at least 2048 bits.")
    return key


def load_verification_keys(folder: Path) -> dict[str, RSAPublicKey]:
    """Read a folder of `<serial>.pem` and `PUB_KEY_ID_….pem` files.

    Both kinds belong in it while a merchant moves from certificates to a
    public key, because notifications then come signed with either.
    """
    return {
        path.stem: load_verification_key(path.read_bytes()) for path in sorted(folder.glob("*.pem"))
    }


def authorization(
    *, merchant: MerchantKey, method: str, target: str, body: bytes, timestamp: int, nonce: str
) -> str:
    """Build the `Authorization` header of one request.

    `target` is the path with its query, percent-encoded as it goes over the wire.
    """
    message = signed_message(method, target, str(timestamp), nonce, body)
    signature = sign(key=merchant.private_key, message=message)
    return (
        f'{SCHEME} mchid="{merchant.mchid}",nonce_str="{nonce}",'
        f'timestamp="{timestamp}",serial_no="{merchant.serial}",signature="{signature}"'
    )


@dataclass(frozen=True, slots=True)
class SignatureHeaders:
    """The `Wechatpay-*` headers of an answer or a notification."""

    timestamp: str
    nonce: str
    serial: str
    signature: str
    # Live WeChat sends it, the official Go SDK treats it as optional.
    scheme: str = SCHEME

    @classmethod
    def read(cls, headers: Mapping[str, str]) -> "SignatureHeaders":
        """Pick the headers whatever their case.

        Raises:
            SignatureRefused: one of the four needed headers is missing.
        """
        known = {name.lower(): value for name, value in headers.items()}
        try:
            return cls(
                timestamp=known["wechatpay-timestamp"],
                nonce=known["wechatpay-nonce"],
                serial=known["wechatpay-serial"],
                signature=known["wechatpay-signature"],
                scheme=known.get("wechatpay-signature-type", SCHEME),
            )
        except KeyError as missing:
            raise SignatureRefused(reason=f"header {missing} is missing") from None


def has_signature(headers: Mapping[str, str]) -> bool:
    return any(name.lower() == "wechatpay-signature" for name in headers)


class Verifier:
    """Checks that bytes come from WeChat and are fresh.

    The keys are a fixed map from serial number (or `PUB_KEY_ID_…`) to key. An
    unknown serial is refused and never triggers a download: otherwise anybody
    could make us call out by posting a forged notification.
    """

    def __init__(self, keys: Mapping[str, RSAPublicKey]) -> None:
        if not keys:
            raise ValueError("At least one key of WeChat is needed to verify anything.")
        self._keys = dict(keys)

    @property
    def serials(self) -> frozenset[str]:
        return frozenset(self._keys)

    def verify(self, *, headers: Mapping[str, str], body: bytes, now: int) -> None:
        """Accept the raw `body` or raise; parse it only afterwards.

        WeChat now and then sends signatures that are wrong on purpose
        (`WECHATPAY/SIGNTEST/…`) to see whether merchants check. They fail here
        like any other bad signature.

        Args:
            headers: all headers of the message, in any case.
            body: the bytes as received; empty for a 204.
            now: seconds since the epoch.

        Raises:
            SignatureRefused: header missing or odd, too old or from the
                future, unknown serial, or a signature that does not match.
        """
        signed = SignatureHeaders.read(headers)
        if signed.scheme != SCHEME:
            raise SignatureRefused(reason="unknown signature type")
        self._check_fresh(signed.timestamp, now)
        key = self._keys.get(signed.serial)
        if key is None:
            raise SignatureRefused(reason="unknown serial")
        try:
            signature = base64.b64decode(signed.signature, validate=True)
            key.verify(
                signature,
                signed_message(signed.timestamp, signed.nonce, body),
                padding.PKCS1v15(),
                hashes.SHA256(),
            )
        except (binascii.Error, ValueError, InvalidSignature):
            raise SignatureRefused(reason="signature does not match") from None

    def sealed(self, text: str, *, serial: str = "") -> tuple[str, str]:
        """Encrypt text so that only WeChat reads it (RSA-OAEP with SHA-1, as it asks).

        Returns:
            The serial of the key, by default the last of those we hold, and the
            ciphertext in base64. Another one each time.

        Raises:
            ValueError: we hold no key of that serial.
        """
        chosen = serial or max(self._keys)
        if chosen not in self._keys:
            raise ValueError(f"no key of WeChat has the serial {chosen}")
        # SHA-1 is what the protocol says; OAEP does not rest on its collisions.
        sha1 = hashes.SHA1()  # noqa: S303
        oaep = padding.OAEP(mgf=padding.MGF1(sha1), algorithm=sha1, label=None)
        sealed = self._keys[chosen].encrypt(text.encode(), oaep)
        return chosen, base64.b64encode(sealed).decode()

    @staticmethod
    def _check_fresh(timestamp: str, now: int) -> None:
        # int() alone would take "+5", " 5" and Arabic digits.
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
            raise SignatureRefused(reason="timestamp is not a number")
        if abs(now - int(timestamp)) >= FRESHNESS_SECONDS:
            raise SignatureRefused(reason="timestamp is not fresh")
