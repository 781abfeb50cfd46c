"""WeChat's side of the v3 signatures and of the encrypted resource."""

import base64
import binascii
import re
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SCHEME = "WECHATPAY2-SHA256-RSA2048"
REQUEST_WINDOW_SECONDS = 300

_FIELD = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a merchant's `Authorization` header says."""

    mchid: str
    serial_no: str
    timestamp: str
    nonce_str: str
    signature: str

    @classmethod
    def parse(cls, header: str) -> "Credentials | None":
        scheme, _, rest = header.partition(" ")
        fields = dict(_FIELD.findall(rest))
        if scheme != SCHEME or set(fields) != set(cls.__slots__):
            return None
        return cls(**fields)


def is_signed_by(key: RSAPublicKey, *, message: bytes, signature: str) -> bool:
    try:
        raw = base64.b64decode(signature, validate=True)
        key.verify(raw, message, padding.PKCS1v15(), hashes.SHA256())
    except (binascii.Error, InvalidSignature, ValueError):
        return False
    return True


def signature_of(key: RSAPrivateKey, message: bytes) -> str:
    return base64.b64encode(key.sign(message, padding.PKCS1v15(), hashes.SHA256())).decode()


def signed_headers(
    *, key: RSAPrivateKey, serial: str, body: bytes, timestamp: int
) -> dict[str, str]:
    """Return the five headers that prove an answer or notification."""
    nonce = secrets.token_urlsafe(24)
    message = f"{timestamp}\n{nonce}\n".encode() + body + b"\n"
    return {
        "Wechatpay-Timestamp": str(timestamp),
        "Wechatpay-Nonce": nonce,
        "Wechatpay-Serial": serial,
        "Wechatpay-Signature": signature_of(key, message),
        "Wechatpay-Signature-Type": SCHEME,
    }


def opened(key: RSAPrivateKey, ciphertext: str) -> str:
    """Decrypt a sensitive field (RSA-OAEP with SHA-1); empty when it cannot be opened."""
    # SHA-1 is what the protocol says; OAEP does not rest on its collisions.
    sha1 = hashes.SHA1()  # noqa: S303
    oaep = padding.OAEP(mgf=padding.MGF1(sha1), algorithm=sha1, label=None)
    try:
        return key.decrypt(base64.b64decode(ciphertext, validate=True), oaep).decode()
    except (binascii.Error, ValueError):
        return ""


def encrypted(plaintext: bytes, *, apiv3_key: str, associated_data: str) -> dict[str, str]:
    """Encrypt a resource with AES-256-GCM under the merchant's APIv3 key."""
    nonce = secrets.token_hex(6)
    ciphertext = AESGCM(apiv3_key.encode()).encrypt(
        nonce.encode(), plaintext, associated_data.encode()
    )
    return {
        "algorithm": "AEAD_AES_256_GCM",
        "ciphertext": base64.b64encode(ciphertext).decode(),
        "nonce": nonce,
        "associated_data": associated_data,
    }
