"""Real threads against the real database: one order, one payment, one capture."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from saleor.payment.models import Payment, Transaction

from plugins.kernel.audit import history_of
from plugins.orders.public import Verdict
from plugins.orders.services.order_cancel import order_end
from plugins.wechat_pay import provider
from plugins.wechat_pay.models import NotificationEvent, WechatPayment
from plugins.wechat_pay.protocol.cipher import ResourceCipher
from plugins.wechat_pay.services.notification_receive import notification_receive
from plugins.wechat_pay.services.payment_apply_transaction import (
    Applied,
    payment_apply_transaction,
)
from plugins.wechat_pay.services.payment_sync import payment_sync
from plugins.wechat_simulator import crypto
from tests.unit.wechat_pay.services.test_notification_receive import message

__all__ = ["message"]

pytestmark = pytest.mark.django_db(transaction=True)


def race(*calls):
    """Start all calls at the same moment; return results or the errors raised."""
    together = Barrier(len(calls))

    def run(call):
        try:
            together.wait()
            return call()
        except Exception as error:  # noqa: BLE001  (handed to the test)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_eight_taps_on_pay_open_one_order_at_wechat(start, wechat):
    results = race(*[start] * 8)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert WechatPayment.objects.count() == 1
    assert len(wechat.held) == 1


def test_same_event_from_six_connections_is_applied_once(
    payment, wechat, placed, message, identity, verifier
):
    body = message(wechat.pay(payment.out_trade_no))
    serial, key = identity.signer("")
    headers = crypto.signed_headers(key=key, serial=serial, body=body, timestamp=int(time.time()))

    def receive():
        return notification_receive(
            headers=headers,
            body=body,
            verifier=verifier,
            cipher=ResourceCipher(identity.apiv3_key.encode()),
            now=timezone.now(),
        ).value

    results = race(*[receive] * 6)

    assert sorted(map(str, results)) == ["applied"] + ["repeated"] * 5
    assert NotificationEvent.objects.count() == 1
    assert Transaction.objects.count() == 1


def test_notification_and_queries_at_the_same_moment_pay_once(payment, wechat, placed):
    paid = wechat.pay(payment.out_trade_no)

    def notified():
        return payment_apply_transaction(transaction=paid, now=timezone.now())

    def queried():
        return payment_sync(payment=payment, gateway=wechat, now=timezone.now())

    results = race(notified, queried, notified, queried, notified, queried)

    assert sorted(result.value for result in results) == ["already"] * 5 + ["paid"]
    assert (Payment.objects.count(), Transaction.objects.count()) == (1, 1)
    placed.refresh_from_db()
    assert (placed.state, placed.paid_fen) == ("paid", 2680)
    actions = [entry.action for entry in history_of(payment)]
    assert actions == ["wechat_pay.payment.opened", "wechat_pay.payment.paid"]


def test_payment_racing_the_deadline_ends_paid_or_late_and_never_lost(
    payment, wechat, placed, monkeypatch
):
    monkeypatch.setattr(provider, "gateway", lambda: wechat)
    paid = wechat.pay(payment.out_trade_no)

    def ended():
        return order_end(
            placed=type(placed).objects.get(pk=placed.pk),
            now=timezone.now(),
            actor="system:test",
            reason="payment_overdue",
        )

    def notified():
        return payment_apply_transaction(transaction=paid, now=timezone.now())

    results = race(ended, notified, ended)

    assert [results[0], results[2]] == [Verdict.PAID, Verdict.PAID]
    assert results[1] in (Applied.PAID, Applied.ALREADY)
    placed.refresh_from_db()
    assert placed.state == "paid"
    assert Transaction.objects.count() == 1
