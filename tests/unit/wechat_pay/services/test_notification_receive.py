"""Notifications as the simulator really signs and encrypts them."""

import json
import socket
import time
from dataclasses import replace

import httpx
import pytest
from django.test import Client
from django.utils import timezone
from saleor.payment.models import Payment

from plugins.wechat_pay import webhooks
from plugins.wechat_pay.models import NotificationEvent, WechatPayment
from plugins.wechat_pay.protocol.cipher import ResourceCipher
from plugins.wechat_pay.services.refund_request import refund_request
from plugins.wechat_pay.states import RefundReason
from plugins.wechat_simulator import crypto
from plugins.wechat_simulator.crypto import encrypted

URL = "/wechat-pay/notify/"


@pytest.fixture(autouse=True)
def keys(monkeypatch, verifier, identity):
    """The shop's settings: the simulator's keys."""
    monkeypatch.setattr(webhooks, "verifier", lambda: verifier)
    monkeypatch.setattr(webhooks, "cipher", lambda: ResourceCipher(identity.apiv3_key.encode()))


@pytest.fixture
def message(identity):
    """`message(transaction)` is the body WeChat posts about it."""

    def make(transaction, *, event_id="EV-1", kind="TRANSACTION.SUCCESS", **changes):
        content = {
            "appid": transaction.appid,
            "mchid": transaction.mchid,
            "out_trade_no": transaction.out_trade_no,
            "transaction_id": transaction.transaction_id,
            "trade_state": transaction.trade_state,
            "success_time": transaction.success_time.isoformat(),
            "payer": {"openid": transaction.payer_openid},
            "amount": {"total": transaction.total_fen, "currency": transaction.currency},
            **changes,
        }
        sealed = encrypted(
            json.dumps(content).encode(),
            apiv3_key=identity.apiv3_key,
            associated_data="transaction",
        )
        return json.dumps({"id": event_id, "event_type": kind, "resource": sealed}).encode()

    return make


@pytest.fixture
def post(identity):
    """`post(body)` delivers it, signed now with either of WeChat's keys."""

    def send(body, *, serial="", age=0, **changes):
        serial, key = identity.signer(serial)
        headers = crypto.signed_headers(
            key=key, serial=serial, body=body, timestamp=int(time.time()) - age
        )
        return Client(enforce_csrf_checks=True).post(
            URL, body, content_type="application/json", headers={**headers, **changes}
        )

    return send


@pytest.fixture
def paid(payment, wechat):
    return wechat.pay(payment.out_trade_no)


def outcomes():
    return list(NotificationEvent.objects.values_list("event_id", "outcome"))


def test_notification_pays_the_order(post, message, paid, placed, payment):
    body = message(paid)
    answer = post(body)

    placed.refresh_from_db()
    event = NotificationEvent.objects.get()
    assert (answer.status_code, answer.content) == (204, b"")
    assert bytes(event.body) == body
    assert placed.state == "paid"
    assert (event.outcome, event.payment_id) == ("applied", payment.pk)
    assert set(event.headers) == {
        "Wechatpay-Timestamp",
        "Wechatpay-Nonce",
        "Wechatpay-Serial",
        "Wechatpay-Signature",
        "Wechatpay-Signature-Type",
    }


def test_either_key_of_wechat_is_accepted(post, message, paid, identity):
    first = post(message(paid), serial=identity.platform_serial)
    second = post(message(paid, event_id="EV-2"), serial=identity.public_key_id)

    assert (first.status_code, second.status_code) == (204, 204)
    assert outcomes() == [("EV-1", "applied"), ("EV-2", "repeated")]


def test_same_event_again_is_acknowledged_and_not_applied(post, message, paid):
    body = message(paid)

    assert [post(body).status_code for _ in range(3)] == [204, 204, 204]
    assert outcomes() == [("EV-1", "applied")]
    assert Payment.objects.count() == 1


def test_event_kept_before_a_crash_is_applied_the_next_time(
    post, message, paid, placed, monkeypatch
):
    from plugins.wechat_pay.services import notification_receive as service

    def crash(**_arguments):
        raise RuntimeError("power failure")

    with monkeypatch.context() as patch:
        patch.setattr(service, "payment_apply_transaction", crash)
        with pytest.raises(RuntimeError):
            post(message(paid))
    assert outcomes() == [("EV-1", "stored")]

    assert post(message(paid)).status_code == 204

    placed.refresh_from_db()
    assert placed.state == "paid"
    assert outcomes() == [("EV-1", "applied")]


@pytest.mark.parametrize(
    "forged",
    [
        {"age": 300},
        {"age": -301},
        {"Wechatpay-Serial": "7C0FFEE1"},
        {"Wechatpay-Nonce": "another"},
        {"Wechatpay-Signature": "WECHATPAY/SIGNTEST/AAAA"},
        {"Wechatpay-Signature": ""},
        {"Wechatpay-Timestamp": "0"},
    ],
)
def test_what_is_not_provably_wechats_is_refused(post, message, paid, placed, forged):
    answer = post(message(paid), **forged)

    placed.refresh_from_db()
    assert answer.status_code == 401
    assert answer.json()["code"] == "FAIL"
    assert placed.state == "awaiting_payment"
    assert outcomes() == []


def test_unsigned_post_is_refused(db):
    answer = Client().post(URL, b"{}", content_type="application/json")

    assert answer.status_code == 401
    assert outcomes() == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"no json", b'{"id":"1"}'])
def test_genuine_nonsense_is_refused(post, body, db):
    assert post(body).status_code == 401
    assert outcomes() == []


def test_only_post_and_only_small_bodies(post, db):
    assert Client().get(URL).status_code == 405
    assert post(b"x" * 65537).status_code == 413


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"total_fen": 1}, "amount.total"),
        ({"mchid": "1900000009"}, "mchid"),
        ({"out_trade_no": "unknown-0001"}, "out_trade_no"),
    ],
)
def test_genuine_contradiction_is_kept_for_a_person(post, message, paid, placed, change, reason):
    answer = post(message(replace(paid, **change)))

    placed.refresh_from_db()
    event = NotificationEvent.objects.get()
    assert (answer.status_code, answer.json()["code"]) == (422, "FAIL")
    assert event.outcome == "refused"
    assert reason in event.reason
    assert placed.state == "awaiting_payment"


def test_resource_that_does_not_open_is_kept_for_a_person(post, message, paid, placed):
    body = json.loads(message(paid))
    body["resource"]["associated_data"] = "certificate"

    assert post(json.dumps(body).encode()).status_code == 422

    placed.refresh_from_db()
    assert outcomes() == [("EV-1", "refused")]
    assert placed.state == "awaiting_payment"


def test_refused_notification_is_applied_when_repeated_after_the_books_are_put_right(
    post, message, paid, placed, payment
):
    WechatPayment.objects.filter(pk=payment.pk).update(mchid="1900000009")
    assert post(message(paid)).status_code == 422

    WechatPayment.objects.filter(pk=payment.pk).update(mchid=payment.mchid)
    assert post(message(paid)).status_code == 204

    placed.refresh_from_db()
    assert outcomes() == [("EV-1", "applied")]
    assert placed.state == "paid"


def test_other_kinds_of_event_are_kept_and_left_alone(post, message, paid, placed):
    assert post(message(paid, kind="PROFITSHARING.SUCCESS")).status_code == 204

    placed.refresh_from_db()
    assert outcomes() == [("EV-1", "ignored")]
    assert placed.state == "awaiting_payment"


def test_notification_after_the_query_finds_it_done(post, message, paid, wechat, payment):
    from django.utils import timezone

    from plugins.wechat_pay.services.payment_sync import payment_sync

    payment_sync(payment=payment, gateway=wechat, now=timezone.now())

    assert post(message(paid)).status_code == 204
    assert outcomes() == [("EV-1", "repeated")]
    assert WechatPayment.objects.get().state == "paid"
    assert Payment.objects.count() == 1


@pytest.fixture
def refund_message(identity, payment, wechat):
    """`refund_message(refund)` is the body WeChat posts about it."""

    def make(refund, *, event_id, kind, **changes):
        content = {
            "mchid": wechat.mchid,
            "out_trade_no": refund.out_trade_no,
            "transaction_id": refund.transaction_id,
            "out_refund_no": refund.out_refund_no,
            "refund_id": refund.refund_id,
            "refund_status": refund.status.value,
            "amount": {"total": refund.total_fen, "refund": refund.refund_fen},
            **changes,
        }
        sealed = encrypted(
            json.dumps(content).encode(), apiv3_key=identity.apiv3_key, associated_data="refund"
        )
        return json.dumps({"id": event_id, "event_type": kind, "resource": sealed}).encode()

    return make


@pytest.fixture
def refund(post, message, paid, payment, wechat):
    """680 fen of Li's payment, promised and accepted by WeChat."""
    post(message(paid))
    requested = refund_request(
        payment_id=payment.pk,
        fen=680,
        reason=RefundReason.AFTER_SALES,
        key="case-1",
        requested_by="staff:3",
        now=timezone.now(),
    )
    wechat.refund(requested.as_request())
    return requested


def test_refund_notifications_are_applied_in_turn(post, refund_message, refund, wechat, placed):
    abnormal = wechat.settle(refund.out_refund_no, "ABNORMAL")
    post(refund_message(abnormal, event_id="EV-2", kind="REFUND.ABNORMAL"))
    refund.refresh_from_db()
    assert refund.state == "abnormal"

    done = wechat.settle(refund.out_refund_no, "SUCCESS")
    body = refund_message(done, event_id="EV-3", kind="REFUND.SUCCESS")
    assert [post(body).status_code for _ in range(2)] == [204, 204]
    post(refund_message(done, event_id="EV-4", kind="REFUND.SUCCESS"))

    refund.refresh_from_db()
    placed.refresh_from_db()
    assert (refund.state, placed.refunded_fen) == ("succeeded", 680)
    assert outcomes()[1:] == [("EV-2", "applied"), ("EV-3", "applied"), ("EV-4", "repeated")]


@pytest.mark.parametrize(
    "changes",
    [
        {"mchid": "1900000999"},
        {"amount": {"total": 2680, "refund": 2680}},
        {"out_refund_no": "never-asked"},
        {"refund_status": "HALF"},
        {"refund_id": ""},
    ],
)
def test_refund_that_contradicts_our_books_is_kept_as_refused(
    post, refund_message, refund, wechat, placed, changes
):
    done = wechat.settle(refund.out_refund_no, "SUCCESS")

    answer = post(refund_message(done, event_id="EV-2", kind="REFUND.SUCCESS", **changes))

    refund.refresh_from_db()
    placed.refresh_from_db()
    assert answer.status_code == 422
    assert outcomes()[1:] == [("EV-2", "refused")]
    assert (refund.state, placed.refunded_fen) == ("requested", 0)


# Measured 35: what the order, Saleor's payment tables, audit and outbox take.
MOST_QUERIES = 40


def test_notification_is_answered_without_any_remote_call_and_in_few_queries(
    paid, message, post, monkeypatch, django_assert_max_num_queries
):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a notification asks nobody")

    monkeypatch.setattr(httpx.Client, "send", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)

    with django_assert_max_num_queries(MOST_QUERIES):
        assert post(message(paid)).status_code == 204
    with django_assert_max_num_queries(8):
        assert post(message(paid)).status_code == 204

    assert outcomes() == [("EV-1", "applied")]
