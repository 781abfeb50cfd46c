"""Decryption of the `resource` that notifications and certificates carry.

AEAD_AES_256_GCM: the key is the merchant's APIv3 key taken as 32 ASCII bytes,
the nonce has 12 characters, and the 16-byte tag ends the ciphertext.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .errors import ResourceUnreadable

ALGORITHM = "AEAD_AES_256_GCM"
KEY_BYTES = 32
NONCE_BYTES = 12


class ResourceCipher:
    """Opens encrypted resources with the APIv3 key.

    Args:
        key: the APIv3 key.
        strict_key_length: leave it on. Tests turn it off because WeChat's own
            Go SDK publishes vectors with 16-byte keys; with a real merchant a
            short key is a typing error that must show at start-up.
    """

    def __init__(self, key: bytes, *, strict_key_length: bool = True) -> None:
        if strict_key_length and len(key) != KEY_BYTES:
            raise ValueError(f"The APIv3 key must have {KEY_BYTES} bytes, not {len(key)}.")
        self._aead = AESGCM(key)

    def decrypt(self, resource: Mapping[str, Any]) -> bytes:
        """Return the plaintext of one resource.

        Raises:
            ResourceUnreadable: another algorithm, a missing field, or a
                ciphertext that this key and associated data do not open.
        """
        algorithm = resource.get("algorithm", ALGORITHM)
        if algorithm != ALGORITHM:
            raise ResourceUnreadable(reason=f"unknown algorithm {algorithm!r}")
        try:
            nonce = resource["nonce"].encode()
            ciphertext = base64.b64decode(resource["ciphertext"], validate=True)
            associated = (resource.get("associated_data") or "").encode()
        except (KeyError, AttributeError, TypeError, binascii.Error):
            raise ResourceUnreadable(reason="malformed resource") from None
        if len(nonce) != NONCE_BYTES:
            raise ResourceUnreadable(reason="the nonce must have 12 characters")
        try:
            return self._aead.decrypt(nonce, ciphertext, associated)
        except (InvalidTag, ValueError):
            raise ResourceUnreadable(reason="wrong key or altered content") from None
