"""Addresses outside GraphQL: notifications, uploads, forms, pages."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import time

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st
from PIL import Image

from plugins.wechat_pay.protocol.cipher import ResourceCipher
from plugins.wechat_pay.protocol.signing import Verifier
from tests.security.fuzz.answers import ask
from tests.security.fuzz.runner import run
from tests.security.fuzz.values import ANYTHING, TEXTS
from tests.unit.wechat import pushes

STRIPE_SECRET = "whsec_of_the_tests"
PAY_HEADERS = ("Wechatpay-Signature", "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial")
#: What a server lets through: headers are Latin-1 without line ends and zero bytes.
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"),
                 max_size=40)  # fmt: skip
EVENT_BODIES = st.one_of(
    ANYTHING,
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(("id", "type", "data", "object", "created", "resource", "Event",
                                "event_type", "create_time", "CreateTime", "livemode"), ANYTHING),
    ),
).map(lambda value: json.dumps(value).encode())  # fmt: skip


@pytest.fixture
def configured(settings):
    settings.WECHAT_APPID = pushes.APPID
    settings.WECHAT_PUSH_TOKEN = pushes.TOKEN
    settings.WECHAT_PUSH_AES_KEY = pushes.AES_KEY
    settings.STRIPE_SECRET_KEY = "sk_test_of_the_tests"
    settings.STRIPE_PUBLISHABLE_KEY = "pk_test_of_the_tests"
    settings.STRIPE_WEBHOOK_SECRET = STRIPE_SECRET


@pytest.fixture
def wechat_key(monkeypatch):
    """WeChat's key: what it signs passes for WeChat's."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    verifier, cipher = Verifier({"PUB_KEY_ID_1": key.public_key()}), ResourceCipher(b"k" * 32)
    monkeypatch.setattr("plugins.wechat_pay.webhooks.verifier", lambda: verifier)
    monkeypatch.setattr("plugins.wechat_pay.webhooks.cipher", lambda: cipher)
    return key


#: What WeChat encrypts of a payment and of a refund.
CONTENTS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("mchid", "appid", "out_trade_no", "transaction_id", "trade_state", "trade_type", "payer",
         "success_time", "amount", "total", "currency", "out_refund_no", "refund_id",
         "refund_status", "user_received_account", "attach"), ANYTHING),
)  # fmt: skip
ENVELOPES = st.tuples(
    st.sampled_from(["TRANSACTION.SUCCESS", "REFUND.SUCCESS", "REFUND.CLOSED", "x"]),
    st.one_of(ANYTHING, CONTENTS, st.binary(max_size=60)),
)


def _sealed(envelope):
    """Encrypt any content as WeChat would with the merchant's key."""
    kind, content = envelope
    plain = content if isinstance(content, bytes) else json.dumps(content).encode()
    sealed = AESGCM(b"k" * 32).encrypt(b"n" * 12, plain, b"x")
    resource = {
        "algorithm": "AEAD_AES_256_GCM",
        "ciphertext": base64.b64encode(sealed).decode(),
        "nonce": "n" * 12,
        "associated_data": "x",
    }
    return json.dumps({"id": "EV-1", "event_type": kind, "resource": resource}).encode()


def test_wechat_pay_notifications(browser, wechat_key):
    """Those that WeChat's key signs, with contents it encrypted, and those of somebody's."""

    def check(is_signed, given):
        headers, body = given
        if is_signed:
            headers = _signed_by(wechat_key, body)
        headers = dict(zip(PAY_HEADERS, headers, strict=True))
        ask(
            lambda: browser.post(
                "/wechat-pay/notify/", body, content_type="application/json", headers=headers
            )
        )

    times = st.one_of(HEADER, st.just(str(int(time.time()))))
    serial = st.one_of(HEADER, st.just("PUB_KEY_ID_1"))
    headers = st.tuples(
        st.one_of(HEADER, st.just(base64.b64encode(b"x" * 256).decode())), times, HEADER, serial
    )
    given = st.tuples(headers, st.one_of(st.binary(max_size=300), EVENT_BODIES))
    sealed = st.tuples(headers, ENVELOPES.map(_sealed))
    cases = [(False, given), (True, given), (True, sealed)]
    run("test_wechat_pay_notifications", cases, check, examples=20)


def _signed_by(key, body):
    at = str(int(time.time()))
    text = f"{at}\nnonce\n".encode() + body + b"\n"
    signature = key.sign(text, padding.PKCS1v15(), hashes.SHA256())
    return base64.b64encode(signature).decode(), at, "nonce", "PUB_KEY_ID_1"


def test_wechat_pushes(browser, configured):
    """Those that are WeChat's by signature, and those that are not."""

    def check(sealed, given):
        query, body = given
        if sealed:
            query, body = pushes.push(body)
        ask(
            lambda: browser.post(
                "/wechat/push/", body, content_type="application/json", query_params=query
            )
        )

    query = st.dictionaries(
        st.sampled_from(["signature", "timestamp", "nonce", "msg_signature", "echostr"]),
        st.text(max_size=30),
    )
    body = st.one_of(st.binary(max_size=300), EVENT_BODIES)
    cases = [(False, st.tuples(query, body)), (True, st.tuples(query, body))]
    run("test_wechat_pushes", cases, check, examples=25)


def test_stripe_webhooks(browser, configured):
    def check(is_signed, given):
        header, body = given
        if is_signed:
            at = int(time.time())
            mac = hmac.new(STRIPE_SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256)
            header = f"t={at},v1={mac.hexdigest()}"
        ask(
            lambda: browser.post(
                "/cards/webhook/",
                body,
                content_type="application/json",
                headers={"Stripe-Signature": header},
            )
        )

    header = st.one_of(HEADER, st.sampled_from(["t=1,v1=x", "t=,v1=", "t=x", "v1=" + "0" * 64]))
    given = st.tuples(header, st.one_of(st.binary(max_size=300), EVENT_BODIES))
    run("test_stripe_webhooks", [(False, given), (True, given)], check, examples=25)


def _drawn(kind: str) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(into, kind)
    return into.getvalue()


SEEDS = [*map(_drawn, ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PDF")),
         b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
         b"<!doctype html><script>alert(1)</script>", b""]  # fmt: skip


@st.composite
def files(draw):
    """A file with some bytes changed, cut or doubled, under a name and a type of its own."""
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        if content:
            content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    cut = draw(st.integers(0, len(content)))
    if draw(st.booleans()):
        content = content[:cut]
    elif draw(st.booleans()):
        content += content[cut:]
    name = draw(st.sampled_from(["x.png", "x.svg", "../../x.html", "x" * 300 + ".jpg", "图.webp",
                                 "a\u202egnp.exe"]))  # fmt: skip
    kind = draw(st.sampled_from(["image/png", "image/svg+xml", "text/html", "x", "image/jpeg"]))
    return name, bytes(content), kind


def test_uploads(callers, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)

    def check(entry, given):
        path, caller = entry
        name, content, kind = given
        client = callers[caller]
        file = SimpleUploadedFile(name, content, content_type=kind)
        answer = ask(lambda: client.http.post(path, {"picture": file}, headers=client.headers))
        assert caller == "customer" or answer.status_code == 401, answer.content

    cases = [
        ((path, caller), files())
        for path in ("/after-sales/pictures/", "/reviews/pictures/")
        for caller in ("anonymous", "customer")
    ]
    run("test_uploads", cases, check, examples=25)


NOTICE = "/brand/notices/peach-house"
#: Path, method and fields of what everybody may fill in or follow.
FORMS = [
    ("/console/login/", "post", ("username", "password", "next", "otp_token", "code")),
    ("/enterprise/login/", "post", ("username", "password", "next", "otp_token", "code")),
    ("/brand/report", "post", ("place", "description", "certificate", "name", "contact")),
    (NOTICE, "post", ("name", "contact", "text")),
    ("/verify/", "get", ("q",)),
    ("/api/verify", "get", ("q",)),
    ("/brand/", "get", ("page", "town", "trade", "kind", "q")),
    ("/brand/matrix", "get", ("page", "q")),
    ("/brand/notices", "get", ("page", "q")),
    ("/brand/revoked", "get", ("page", "q")),
    ("/catalogue/", "get", ("page", "q", "search", "town", "trade", "sort")),
    ("/", "get", ("q", "page")),
]  # fmt: skip


def test_forms_and_queries(browser, on_notice):
    def check(entry, given):
        path, method, _ = entry
        cache.clear()
        ask(lambda: getattr(browser, method)(path, given))

    cases = [
        (form, st.dictionaries(st.sampled_from(form[2]), TEXTS.filter(can_be_sent)))
        for form in FORMS
    ]
    run("test_forms_and_queries", cases, check, examples=6)


def can_be_sent(text: str) -> bool:
    """Half characters have no UTF-8, so no browser sends them in a form."""
    return not any("\ud800" <= each <= "\udfff" for each in text)


PATHS = ["/verify/{}", "/verify/{}/certificate.png", "/brand/notices/{}", "/brand/credit/{}",
         "/goods/{}/", "/goods/{}/reviews/", "/trades/{}/", "/brands/{}/", "/pages/{}/", "/media/{}",
         "/after-sales/pictures/{}/", "/fapiao/files/{}/", "/reviews/pictures/{}.webp",
         "/reviews/pictures/signed/{}/", "/enterprise/invitation/{}/", "/console/{}",
         "/enterprise/{}/"]  # fmt: skip


def test_paths(browser):
    def check(path, given):
        cache.clear()
        ask(lambda: browser.get(path.format(given)))

    words = st.one_of(
        TEXTS.filter(can_be_sent).map(lambda text: text[:500]),
        st.sampled_from(["%00", "%ff", "%2e%2e%2fx", "..", "0" * 20, "A" * 20, "%ed%a0%80", "x:y:z"]),
    ).filter(lambda text: not set(text) & set("?#\r\n\t"))  # fmt: skip
    run("test_paths", [(path, words) for path in PATHS], check, examples=8)
