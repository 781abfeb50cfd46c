import base64

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from plugins.wechat_pay.protocol.cipher import ResourceCipher
from plugins.wechat_pay.protocol.errors import ResourceUnreadable

KEY = b"k" * 32


def resource(**changes):
    sealed = AESGCM(KEY).encrypt(b"twelve chars", b'{"a":1}', b"transaction")
    return {
        "algorithm": "AEAD_AES_256_GCM",
        "nonce": "twelve chars",
        "associated_data": "transaction",
        "ciphertext": base64.b64encode(sealed).decode(),
        **changes,
    }


def test_resource_is_opened():
    assert ResourceCipher(KEY).decrypt(resource()) == b'{"a":1}'


@pytest.mark.parametrize("empty", ["", None])
def test_associated_data_may_be_empty(empty):
    sealed = AESGCM(KEY).encrypt(b"twelve chars", b"x", b"")
    ciphertext = base64.b64encode(sealed).decode()

    opened = ResourceCipher(KEY).decrypt(resource(associated_data=empty, ciphertext=ciphertext))

    assert opened == b"x"


@pytest.mark.parametrize(
    "change",
    [
        {"algorithm": "AEAD_SM4_GCM"},
        {"associated_data": "certificate"},
        {"nonce": "another one!"},
        {"nonce": "short"},
        {"nonce": None},
        {"ciphertext": "not base64!"},
        {"ciphertext": ""},
        {"ciphertext": base64.b64encode(bytes(64)).decode()},
        {"ciphertext": 5},
    ],
)
def test_altered_or_malformed_resource_is_refused(change):
    with pytest.raises(ResourceUnreadable) as refused:
        ResourceCipher(KEY).decrypt(resource(**change))

    assert refused.value.permanent


def test_another_key_does_not_open_it():
    with pytest.raises(ResourceUnreadable, match="wrong key"):
        ResourceCipher(b"q" * 32).decrypt(resource())


@pytest.mark.parametrize("length", [0, 16, 24, 31, 33])
def test_key_of_another_length_is_refused(length):
    with pytest.raises(ValueError, match="32 bytes"):
        ResourceCipher(b"k" * length)
