"""Nothing is read that is not proven, and only fresh pushes to this app are proven."""

import json

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from plugins.wechat.push_proof import PushProof, PushQuery, PushRefused
from tests.unit.wechat.pushes import AES_KEY, APPID, TOKEN, push, sealed, signed

NOW = 1_764_000_000


@pytest.fixture
def proof():
    return PushProof(token=TOKEN, aes_key=AES_KEY, appid=APPID)


def opened(proof, query, body, *, now=NOW):
    fields = ("signature", "timestamp", "nonce", "msg_signature")
    return proof.open(PushQuery(**{name: query[name] for name in fields}), body, now=now)


def refusal(*args, **kwargs):
    with pytest.raises(PushRefused) as refused:
        opened(*args, **kwargs)
    return refused.value.reason


def test_wechats_own_library_seals_what_we_open(proof):
    from wechatpy.crypto import PrpCrypto

    encrypted = PrpCrypto(proof._key).encrypt("{}", APPID).decode()
    query = {
        "signature": signed(TOKEN, str(NOW), "n"),
        "timestamp": str(NOW),
        "nonce": "n",
        "msg_signature": signed(TOKEN, str(NOW), "n", encrypted),
    }

    assert opened(proof, query, json.dumps({"Encrypt": encrypted}).encode()) == b"{}"


@effort(derandomize=True, max_examples=60)
@given(st.binary(max_size=200))
def test_any_content_is_opened_as_it_was_sealed(content):
    query, body = push(content, at=NOW)

    assert opened(PushProof(token=TOKEN, aes_key=AES_KEY, appid=APPID), query, body) == content


@pytest.mark.parametrize("age", [-301, 301])
def test_push_out_of_its_time_is_refused(proof, age):
    query, body = push({}, at=NOW)

    assert refusal(proof, query, body, now=NOW + age) == "not fresh"
    assert opened(proof, query, body, now=NOW + age - age // 301) == b"{}"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"signature": "0" * 40}, "signature"),
        ({"signature": ""}, "signature"),
        ({"signature": "é"}, "signature"),
        ({"timestamp": str(NOW + 1)}, "signature"),
        ({"nonce": "n2"}, "signature"),
        ({"msg_signature": "0" * 40}, "msg_signature"),
        ({"msg_signature": ""}, "msg_signature"),
    ],
)
def test_changed_address_is_refused(proof, change, reason):
    query, body = push({}, at=NOW)

    assert refusal(proof, {**query, **change}, body) == reason


def test_forged_address_is_refused_before_the_body_is_read(proof):
    query, _ = push({}, at=NOW)

    assert refusal(proof, {**query, "signature": "0"}, b"no json") == "signature"


@pytest.mark.parametrize(
    "body", [b"no json", b"[]", b"{}", b'{"Encrypt": 1}', b"\xff", b"[" * 9999]
)
def test_unreadable_body_is_refused(proof, body):
    query, _ = push({}, at=NOW)

    assert refusal(proof, query, body) == "body"


def test_other_ciphertext_under_a_known_signature_is_refused(proof):
    query, _ = push({"n": 1}, at=NOW)
    body = json.dumps({"Encrypt": sealed(b'{"n": 2}')}).encode()

    assert refusal(proof, query, body) == "msg_signature"


@pytest.mark.parametrize(
    ("seal", "reason"),
    [
        ({"appid": "wx_of_another_shop"}, "appid"),
        ({"appid": ""}, "appid"),
        ({"padding": lambda size: b"\x00" * size}, "ciphertext"),
        ({"padding": lambda size: b"\x21" * size}, "ciphertext"),
        ({"padding": lambda size: b"\x01" * (size - 1) + bytes([size])}, "ciphertext"),
    ],
)
def test_signed_push_that_is_not_for_this_app_is_refused(proof, seal, reason):
    query, body = push({"number": "1"}, at=NOW, **seal)

    assert refusal(proof, query, body) == reason


@pytest.mark.parametrize(
    ("encrypted", "reason"), [("", "ciphertext"), ("AAAA", "ciphertext"), ("%%%", "ciphertext")]
)
def test_signed_nonsense_is_refused(proof, encrypted, reason):
    query, _ = push({}, at=NOW)
    query["msg_signature"] = signed(TOKEN, query["timestamp"], query["nonce"], encrypted)

    assert refusal(proof, query, json.dumps({"Encrypt": encrypted}).encode()) == reason


def test_length_beyond_the_content_is_refused(proof, monkeypatch):
    plaintext = b"r" * 16 + (999).to_bytes(4, "big") + b"{}" + APPID.encode()

    with pytest.raises(PushRefused, match="length"):
        proof._content(plaintext)


@pytest.mark.parametrize("aes_key", ["", "short", "é" * 43, "A" * 44])
def test_key_that_cannot_be_wechats_is_refused(aes_key):
    with pytest.raises(ValueError, match="43"):
        PushProof(token=TOKEN, aes_key=aes_key, appid=APPID)
