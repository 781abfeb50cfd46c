"""Our WeChat Pay protocol code against fixed vectors.

Two sets. Our own, made with the `openssl` command, lie in
`tests/vectors/wechat_pay`. A second set, taken from WeChat's official SDKs,
is not part of this repository: it is read from `../shared/vectors/wechat`
where that folder lies beside the checkout. Where it does not, the case that
runs in its place is called `official-vectors-absent` and replays our own.
"""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from plugins.wechat_pay.protocol.bill_files import read_trade_bill, yuan_to_fen
from plugins.wechat_pay.protocol.cipher import ResourceCipher
from plugins.wechat_pay.protocol.errors import ResourceUnreadable, SignatureRefused
from plugins.wechat_pay.protocol.paysign import request_payment
from plugins.wechat_pay.protocol.signing import (
    MerchantKey,
    Verifier,
    authorization,
    load_private_key,
    load_verification_key,
    sign,
    signed_message,
)
from plugins.wechat_pay.protocol.types import Transaction

CHECKOUT = Path(__file__).resolve().parents[2]
OWN = CHECKOUT / "tests/vectors/wechat_pay"
OFFICIAL = CHECKOUT.parent / "shared/vectors/wechat"

# Kinds about calls this shop does not make.
UNUSED_KINDS = {"oaep"}

Vector = dict[str, Any]


def verifier_of(vector: Vector, serial: str) -> Verifier:
    return Verifier({serial: load_verification_key(vector["certificate_pem"].encode())})


def cipher_of(key: str) -> ResourceCipher:
    # The Go SDK's vectors use 16-byte keys.
    return ResourceCipher(key.encode(), strict_key_length=False)


def merchant_of(vector: Vector) -> MerchantKey:
    return MerchantKey(
        mchid="1230000109",
        serial="5A17",
        private_key=load_private_key(vector["private_key_pem"].encode()),
    )


def check_rsa_sign_verify(vector: Vector) -> None:
    key = load_private_key(vector["private_key_pem"].encode())
    assert sign(key=key, message=vector["message"].encode()) == vector["signature"]
    for name in ("certificate_pem", "public_key_pem"):
        public: RSAPublicKey = load_verification_key(vector[name].encode())
        assert public.public_numbers() == key.public_key().public_numbers()


def check_aes_gcm(vector: Vector) -> None:
    cipher = cipher_of(vector["key"])

    assert cipher.decrypt(vector).decode() == vector["plaintext"]
    with pytest.raises(ResourceUnreadable):
        cipher.decrypt({**vector, "associated_data": "other"})


def check_notification(vector: Vector) -> None:
    headers, body = vector["headers"], vector["body"].encode()
    verifier = verifier_of(vector, headers["Wechatpay-Serial"])
    now = int(headers["Wechatpay-Timestamp"])

    if "must_fail" in vector:
        with pytest.raises(SignatureRefused):
            verifier.verify(headers=headers, body=body, now=now)
    else:
        verifier.verify(headers=headers, body=body, now=now)
    reserialised = json.dumps(json.loads(body), indent=1).encode()
    with pytest.raises(SignatureRefused):
        verifier.verify(headers=headers, body=reserialised, now=now)
    with pytest.raises(SignatureRefused, match="fresh"):
        verifier.verify(headers=headers, body=body, now=now + 300)

    plaintext = cipher_of(vector["apiv3_key"]).decrypt(json.loads(body)["resource"])
    assert plaintext.decode() == vector["resource_plaintext"]


def check_notifications(vector: Vector) -> None:
    assert vector["cases"]
    for case in vector["cases"]:
        check_notification({**vector, **case})
        if case["event_type"] == "TRANSACTION.SUCCESS":
            paid = Transaction.from_payload(json.loads(case["resource_plaintext"]))
            assert paid.is_paid


def check_response(vector: Vector) -> None:
    assert vector["cases"]
    for case in vector["cases"]:
        headers, body = case["headers"], case["body"].encode()
        verifier = verifier_of(vector, headers["Wechatpay-Serial"])
        verifier.verify(headers=headers, body=body, now=1624523846)
        with pytest.raises(SignatureRefused):
            verifier.verify(headers=headers, body=body + b" ", now=1624523846)


def check_certificates(vector: Vector) -> None:
    cipher = cipher_of(vector["apiv3_key"])
    entries = json.loads(vector["response_body"])["data"]
    assert entries
    for entry in entries:
        certificate = x509.load_pem_x509_certificate(cipher.decrypt(entry["encrypt_certificate"]))
        assert f"{certificate.serial_number:X}" == entry["serial_no"]


def check_request_message(vector: Vector) -> None:
    assert vector["cases"]
    for case in vector["cases"]:
        lines = [case[name] for name in ("method", "url", "timestamp", "nonce", "body")]
        assert signed_message(*lines).decode() == case["message"]


def check_paysign(vector: Vector) -> None:
    params = vector["params"]
    signed = request_payment(
        merchant=merchant_of(vector),
        app_id=params["appId"],
        prepay_id=params["package"].removeprefix("prepay_id="),
        timestamp=int(params["timeStamp"]),
        nonce=params["nonceStr"],
    )
    assert signed.as_dict() == {**params, "paySign": vector["paySign"]}


def check_trade_bill(vector: Vector) -> None:
    content = base64.b64decode(vector["csv_base64"])
    rows = list(read_trade_bill(content.decode().splitlines()))

    assert hashlib.sha1(content, usedforsecurity=False).hexdigest() == vector["sha1"]
    assert len(rows) == vector["rows"]
    assert sum(row.total_fen for row in rows) == yuan_to_fen(vector["summary"]["订单总金额"])
    assert sum(row.refund_fen for row in rows) == yuan_to_fen(vector["summary"]["申请退款总金额"])


CHECKS = {
    "trade_bill": check_trade_bill,
    "rsa_sign_verify": check_rsa_sign_verify,
    "aes_gcm": check_aes_gcm,
    "notification": check_notification,
    "notifications": check_notifications,
    "response": check_response,
    "certificates": check_certificates,
    "request_message": check_request_message,
    "paysign": check_paysign,
}


def own_vectors() -> Vector:
    return json.loads((OWN / "vectors.json").read_text(encoding="utf-8"))


def check_own(own: Vector) -> None:
    """Replay our own set through the same checks."""
    merchant_key = (OWN / "merchant_key.pem").read_text()
    certificate = (OWN / "platform_cert.pem").read_text()
    for case in own["aes_gcm"]:
        check_aes_gcm({**case, "key": own["apiv3_key"]})
    check_notification(
        {
            "certificate_pem": certificate,
            "apiv3_key": own["apiv3_key"],
            "resource_plaintext": own["notification"]["plaintext"],
            **own["notification"],
        }
    )
    params = {name: value for name, value in own["paysign"].items() if name != "paySign"}
    check_paysign(
        {"private_key_pem": merchant_key, "params": params, "paySign": own["paysign"]["paySign"]}
    )


def replay(path: Path) -> None:
    vector = json.loads(path.read_text(encoding="utf-8"))
    if path.parent == OWN:
        check_own(vector)
        return
    kind = vector["kind"]
    assert kind in CHECKS or kind in UNUSED_KINDS, f"nothing checks vectors of kind {kind}"
    if kind in CHECKS:
        CHECKS[kind](vector)


def official_cases() -> list[Any]:
    files = sorted(OFFICIAL.glob("*.json"))
    if not files:
        return [pytest.param(OWN / "vectors.json", id="official-vectors-absent")]
    return [pytest.param(path, id=path.stem) for path in files]


@pytest.mark.parametrize("path", official_cases())
def test_official_vectors_hold(path):
    replay(path)


def test_own_vectors_hold():
    check_own(own_vectors())


def test_openssl_signs_a_request_as_we_do():
    own = own_vectors()
    request = own["request"]

    header = authorization(
        merchant=MerchantKey(
            mchid=own["mchid"],
            serial=own["merchant_serial"],
            private_key=load_private_key((OWN / "merchant_key.pem").read_bytes()),
        ),
        method=request["method"],
        target=request["target"],
        body=request["body"].encode(),
        timestamp=int(request["timestamp"]),
        nonce=request["nonce"],
    )

    assert header == (
        f'WECHATPAY2-SHA256-RSA2048 mchid="1900000001",nonce_str="0123456789abcdef",'
        f'timestamp="1764000000",serial_no="5A17",signature="{request["signature"]}"'
    )


@pytest.mark.parametrize("file", ["platform_cert.pem", "platform_public.pem"])
def test_empty_answer_is_signed_too(file):
    signed = own_vectors()["no_content"]
    verifier = Verifier({"PUB_KEY_ID_01": load_verification_key((OWN / file).read_bytes())})
    headers = {
        "wechatpay-timestamp": signed["timestamp"],
        "wechatpay-nonce": signed["nonce"],
        "wechatpay-signature": signed["signature"],
        "wechatpay-serial": "PUB_KEY_ID_01",
    }

    verifier.verify(headers=headers, body=b"", now=1764000000)

    with pytest.raises(SignatureRefused):
        verifier.verify(headers=headers, body=b"{}", now=1764000000)
