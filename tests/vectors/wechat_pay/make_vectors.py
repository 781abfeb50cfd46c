"""Make the vectors beside this file with the `openssl` command line only.

Run `python make_vectors.py` here. RSA signatures come from `openssl dgst`. The
`openssl` command has no GCM, so AES-256-GCM is put together from its AES-CTR
and AES-ECB and the GHASH of NIST SP 800-38D below. Nothing of the library
under test, `cryptography`, is used. Existing keys are kept, and everything
else is deterministic, so a second run changes no file.
"""

import base64
import json
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
APIV3_KEY = b"daye-vector-apiv3-key-32-bytes!!"


def openssl(*arguments: str, data: bytes = b"") -> bytes:
    command = ["openssl", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def make_keys() -> None:
    for name, serial in (("merchant", "0x5A17"), ("platform", "0x7C0FFEE1")):
        key, certificate = HERE / f"{name}_key.pem", HERE / f"{name}_cert.pem"
        if key.exists():
            continue
        openssl(
            "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", str(key)
        )
        openssl(
            "req", "-x509", "-new", "-key", str(key), "-out", str(certificate),
            "-set_serial", serial, "-days", "36500", "-subj", f"/CN=vector {name}",
        )  # fmt: skip
        public = openssl("pkey", "-in", str(key), "-pubout")
        (HERE / f"{name}_public.pem").write_bytes(public)


def rsa_signature(message: str, *, name: str) -> str:
    key = str(HERE / f"{name}_key.pem")
    return base64.b64encode(
        openssl("dgst", "-sha256", "-sign", key, data=message.encode())
    ).decode()


def gf_multiply(x: int, y: int) -> int:
    """Multiply in GF(2^128) with GCM's bit order (SP 800-38D, 6.3)."""
    product, v = 0, y
    for bit in range(127, -1, -1):
        if x >> bit & 1:
            product ^= v
        v = (v >> 1) ^ (0xE1 << 120) if v & 1 else v >> 1
    return product


def ghash(key: int, data: bytes) -> int:
    state = 0
    for start in range(0, len(data), 16):
        state = gf_multiply(state ^ int.from_bytes(data[start : start + 16], "big"), key)
    return state


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 16)


def aes_block(block: bytes) -> int:
    out = openssl("enc", "-aes-256-ecb", "-nopad", "-K", APIV3_KEY.hex(), data=block)
    return int.from_bytes(out, "big")


def aes_gcm(*, nonce: str, associated: str, plaintext: str) -> str:
    first = nonce.encode() + (1).to_bytes(4, "big")
    counter = nonce.encode() + (2).to_bytes(4, "big")
    ciphertext = openssl(
        "enc", "-aes-256-ctr", "-K", APIV3_KEY.hex(), "-iv", counter.hex(), data=plaintext.encode()
    )
    aad = associated.encode()
    lengths = (len(aad) * 8).to_bytes(8, "big") + (len(ciphertext) * 8).to_bytes(8, "big")
    digest = ghash(aes_block(bytes(16)), padded(aad) + padded(ciphertext) + lengths)
    tag = (digest ^ aes_block(first)).to_bytes(16, "big")
    return base64.b64encode(ciphertext + tag).decode()


def request_vector() -> dict[str, str]:
    body = '{"mchid":"1900000001","说明":"保安狗血桃"}'
    target = "/v3/pay/transactions/out-trade-no/A%7Cb%20%E6%A1%83/close"
    message = f"POST\n{target}\n1764000000\n0123456789abcdef\n{body}\n"
    return {
        "method": "POST",
        "target": target,
        "timestamp": "1764000000",
        "nonce": "0123456789abcdef",
        "body": body,
        "message": message,
        "signature": rsa_signature(message, name="merchant"),
    }


def paysign_vector() -> dict[str, str]:
    parts = ["wxda7edaye0000001", "1764000000", "nonce-of-the-vector", "prepay_id=wx24vector0001"]
    message = "".join(f"{part}\n" for part in parts)
    names = ("appId", "timeStamp", "nonceStr", "package")
    return {
        **dict(zip(names, parts, strict=True)),
        "signType": "RSA",
        "paySign": rsa_signature(message, name="merchant"),
    }


def transaction() -> dict[str, object]:
    return {
        "mchid": "1900000001",
        "appid": "wxda7edaye0000001",
        "out_trade_no": "vector-0001",
        "transaction_id": "4200002511242025vector0001",
        "trade_type": "JSAPI",
        "trade_state": "SUCCESS",
        "trade_state_desc": "支付成功",
        "bank_type": "OTHERS",
        "success_time": "2025-11-25T00:00:00+08:00",
        "payer": {"openid": "oVectorPayer"},
        "amount": {"total": 6960, "payer_total": 6960, "currency": "CNY", "payer_currency": "CNY"},
    }


def notification_vector() -> dict[str, object]:
    plaintext = json.dumps(transaction(), ensure_ascii=False, separators=(",", ":"))
    nonce, associated = "vectorNonce1", "transaction"
    body = json.dumps(
        {
            "id": "EV-vector-0001",
            "create_time": "2025-11-25T00:00:01+08:00",
            "resource_type": "encrypt-resource",
            "event_type": "TRANSACTION.SUCCESS",
            "summary": "支付成功",
            "resource": {
                "original_type": "transaction",
                "algorithm": "AEAD_AES_256_GCM",
                "ciphertext": aes_gcm(nonce=nonce, associated=associated, plaintext=plaintext),
                "associated_data": associated,
                "nonce": nonce,
            },
        },
        ensure_ascii=False,
    )
    return {
        "headers": {
            "Wechatpay-Timestamp": "1764000000",
            "Wechatpay-Nonce": "notification-nonce",
            "Wechatpay-Serial": "7C0FFEE1",
            "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
            "Wechatpay-Signature": rsa_signature(
                f"1764000000\nnotification-nonce\n{body}\n", name="platform"
            ),
        },
        "body": body,
        "plaintext": plaintext,
    }


def gcm_vectors() -> list[dict[str, str]]:
    cases = [
        ("", ""),
        ("certificate", "x"),
        ("", "十六字节的边界正好"),
        ("附加数据", "金柯辣椒" * 20),
    ]
    return [
        {
            "nonce": f"nonce-{index:06d}",
            "associated_data": associated,
            "plaintext": plaintext,
            "ciphertext": aes_gcm(
                nonce=f"nonce-{index:06d}", associated=associated, plaintext=plaintext
            ),
        }
        for index, (associated, plaintext) in enumerate(cases)
    ]


def main() -> None:
    make_keys()
    vectors = {
        "mchid": "1900000001",
        "merchant_serial": "5A17",
        "platform_serial": "7C0FFEE1",
        "apiv3_key": APIV3_KEY.decode(),
        "clock": 1764000000,
        "request": request_vector(),
        "paysign": paysign_vector(),
        "no_content": {
            "timestamp": "1764000000",
            "nonce": "empty-answer",
            "signature": rsa_signature("1764000000\nempty-answer\n\n", name="platform"),
        },
        "notification": notification_vector(),
        "aes_gcm": gcm_vectors(),
    }
    text = json.dumps(vectors, ensure_ascii=False, indent=2) + "\n"
    (HERE / "vectors.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
