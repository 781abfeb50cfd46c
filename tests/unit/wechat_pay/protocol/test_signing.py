import base64

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from plugins.wechat_pay.protocol.errors import SignatureRefused
from plugins.wechat_pay.protocol.signing import (
    MerchantKey,
    Verifier,
    load_private_key,
    load_verification_key,
    load_verification_keys,
    sign,
    signed_message,
)

NOW = 1_764_000_000
BODY = '{"说明":"保安狗血桃"}'.encode()


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def verifier(key):
    return Verifier({"PUB_KEY_ID_01": key.public_key()})


def headers_of(key, *, timestamp=NOW, body=BODY, **changes):
    message = signed_message(str(timestamp), "nonce-1", body)
    return {
        "Wechatpay-Timestamp": str(timestamp),
        "Wechatpay-Nonce": "nonce-1",
        "Wechatpay-Serial": "PUB_KEY_ID_01",
        "Wechatpay-Signature": sign(key=key, message=message),
        "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
        **changes,
    }


@pytest.mark.parametrize("age", [-299, 0, 299])
def test_fresh_signature_is_accepted(key, verifier, age):
    verifier.verify(headers=headers_of(key, timestamp=NOW - age), body=BODY, now=NOW)


@pytest.mark.parametrize("age", [-86400, -300, 300, NOW])
def test_stale_signature_is_refused_although_it_matches(key, verifier, age):
    with pytest.raises(SignatureRefused, match="not fresh"):
        verifier.verify(headers=headers_of(key, timestamp=NOW - age), body=BODY, now=NOW)


@pytest.mark.parametrize("timestamp", ["", "soon", "-5", "+1764000000", " 1764000000", "١٧٦٤"])
def test_odd_timestamp_is_refused(key, verifier, timestamp):
    headers = headers_of(key, **{"Wechatpay-Timestamp": timestamp})

    with pytest.raises(SignatureRefused, match="not a number"):
        verifier.verify(headers=headers, body=BODY, now=NOW)


@pytest.mark.parametrize("name", ["Timestamp", "Nonce", "Serial", "Signature"])
def test_missing_header_is_refused(key, verifier, name):
    headers = headers_of(key)
    del headers[f"Wechatpay-{name}"]

    with pytest.raises(SignatureRefused, match="missing"):
        verifier.verify(headers=headers, body=BODY, now=NOW)


def test_header_names_are_read_in_any_case(key, verifier):
    shouted = {name.upper(): value for name, value in headers_of(key).items()}

    verifier.verify(headers=shouted, body=BODY, now=NOW)


def test_signature_type_may_be_absent_but_not_another(key, verifier):
    headers = headers_of(key)
    del headers["Wechatpay-Signature-Type"]
    verifier.verify(headers=headers, body=BODY, now=NOW)

    with pytest.raises(SignatureRefused, match="type"):
        verifier.verify(
            headers={**headers, "Wechatpay-Signature-Type": "WECHATPAY2-SM2-WITH-SM3"},
            body=BODY,
            now=NOW,
        )


@pytest.mark.parametrize("serial", ["", "7C0FFEE1", "PUB_KEY_ID_02", "not hexadecimal"])
def test_unknown_serial_is_refused(key, verifier, serial):
    with pytest.raises(SignatureRefused, match="unknown serial"):
        verifier.verify(headers=headers_of(key, **{"Wechatpay-Serial": serial}), body=BODY, now=NOW)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "no base64 !",
        base64.b64encode(bytes(256)).decode(),
        base64.b64encode(bytes(16)).decode(),
        "WECHATPAY/SIGNTEST/" + "A" * 325,
    ],
)
def test_wrong_signature_is_refused(key, verifier, signature):
    with pytest.raises(SignatureRefused, match="does not match"):
        verifier.verify(
            headers=headers_of(key, **{"Wechatpay-Signature": signature}), body=BODY, now=NOW
        )


def test_signature_of_another_key_is_refused(verifier):
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    with pytest.raises(SignatureRefused, match="does not match"):
        verifier.verify(headers=headers_of(stranger), body=BODY, now=NOW)


@pytest.mark.parametrize("body", [b"", BODY + b"\n", BODY.replace(b":", b": ")])
def test_one_changed_byte_is_refused(key, verifier, body):
    with pytest.raises(SignatureRefused, match="does not match"):
        verifier.verify(headers=headers_of(key), body=body, now=NOW)


def test_verifier_without_keys_cannot_be_built():
    with pytest.raises(ValueError, match="At least one key"):
        Verifier({})


def pem(key, form):
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


@pytest.mark.parametrize(
    "form",
    [serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL],
)
def test_merchant_key_may_be_pkcs1_or_pkcs8(key, form):
    loaded = load_private_key(pem(key, form))

    assert loaded.private_numbers() == key.private_numbers()


def test_short_or_foreign_keys_are_refused():
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    curve = ec.generate_private_key(ec.SECP256R1())
    public = serialization.PublicFormat.SubjectPublicKeyInfo

    for refused in (short, curve):
        with pytest.raises(ValueError, match="2048"):
            load_private_key(pem(refused, serialization.PrivateFormat.PKCS8))
        with pytest.raises(ValueError, match="2048"):
            load_verification_key(
                refused.public_key().public_bytes(serialization.Encoding.PEM, public)
            )


def test_folder_of_keys_is_read_by_file_name(identity_home, world):
    keys = load_verification_keys(identity_home / "shop/verify")

    assert set(keys) == {world.identity.platform_serial, world.identity.public_key_id}


def test_merchant_key_does_not_print_itself(key):
    assert repr(MerchantKey("1900000001", "5A17", key)) == (
        "MerchantKey(mchid='1900000001', serial='5A17')"
    )
