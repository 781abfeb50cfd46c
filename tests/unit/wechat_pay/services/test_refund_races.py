"""Real threads against the real database: never more goes back than was paid."""

import pytest
from django.db import IntegrityError
from django.utils import timezone
from saleor.payment.models import Transaction

from plugins.wechat_pay.errors import RefundTooMuch
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.services.refund_apply import refund_apply
from plugins.wechat_pay.services.refund_send import refund_send
from plugins.wechat_pay.services.refunds_sync_open import refunds_request_owed
from tests.unit.wechat_pay.services.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_six_refunds_racing_stop_at_what_was_paid(ask, paid):
    results = race(*[lambda n=n: ask(1000, key=f"case-{n}") for n in range(6)])

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in refused] == [RefundTooMuch] * 4
    paid.refresh_from_db()
    assert (WechatRefund.objects.count(), paid.refunded_fen) == (2, 2000)


def test_same_occasion_from_six_connections_is_one_refund(ask, paid):
    results = race(*[lambda: ask(680)] * 6)

    assert len({result.pk for result in results}) == 1
    paid.refresh_from_db()
    assert paid.refunded_fen == 680


def test_database_alone_refuses_the_second_of_two(paid):
    def insert(number):
        return WechatRefund.objects.create(
            payment=paid,
            out_refund_no=number,
            key=number,
            fen=2000,
            reason="goodwill",
            created_at=timezone.now(),
            check_after=timezone.now(),
        )

    results = race(lambda: insert("one"), lambda: insert("two"))

    assert [type(result) for result in results if isinstance(result, Exception)] == [IntegrityError]
    assert WechatPayment.objects.get().refunded_fen == 2000


def test_four_sweeps_owe_late_money_once(late):
    results = race(*[lambda: refunds_request_owed(now=timezone.now())] * 4)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert [refund.fen for refund in WechatRefund.objects.all()] == [2680]


def test_answer_query_and_notification_at_the_same_moment_count_once(ask, wechat, placed):
    refund = ask(2680)
    wechat.refund(refund.as_request())
    word = wechat.settle(refund.out_refund_no)

    def notified():
        return refund_apply(word=word, now=timezone.now())

    def asked():
        again = WechatRefund.objects.select_related("payment").get()
        return refund_send(refund=again, gateway=wechat, now=timezone.now()).value

    results = race(notified, asked, notified, asked, notified, asked)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert results.count(True) <= 1
    placed.refresh_from_db()
    assert (placed.state, placed.refunded_fen) == ("refunded", 2680)
    assert Transaction.objects.filter(kind="refund").count() == 1
    assert placed.order.events.filter(type="canceled").count() == 1


def test_refusal_and_acceptance_at_the_same_moment_end_with_wechats_word(ask, wechat):
    refund = ask(680)
    accepted = wechat.refund(refund.as_request())

    race(
        lambda: refund_apply(word=accepted, now=timezone.now()),
        lambda: refund_send(refund=refund, gateway=wechat, now=timezone.now()),
        lambda: ask(680, key="case-2"),
    )

    refund.refresh_from_db()
    assert refund.state == "processing"
    assert WechatPayment.objects.get().refunded_fen == 1360
