"""Money going back: requested, sent, believed; every line may crash."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from saleor.payment.models import Transaction

from plugins.kernel.audit import history_of
from plugins.wechat_pay import errors, rules
from plugins.wechat_pay.models import WechatRefund
from plugins.wechat_pay.protocol.errors import (
    NotEnough,
    RemoteFault,
    RequestRefused,
    TransportFault,
)
from plugins.wechat_pay.services.payment_apply_transaction import payment_apply_transaction
from plugins.wechat_pay.services.refund_apply import refund_apply
from plugins.wechat_pay.services.refund_request import refund_request, refund_retry
from plugins.wechat_pay.services.refund_send import refund_send
from plugins.wechat_pay.services.refunds_sync_open import (
    refunds_request_owed,
    refunds_sync_open,
)
from plugins.wechat_pay.states import RefundReason

LATER = timedelta(days=2)


def send(refund, wechat, after=timedelta(0)):
    state = refund_send(refund=refund, gateway=wechat, now=timezone.now() + after)
    refund.refresh_from_db()
    return state.value


def sweep(wechat, *, at=LATER):
    now = timezone.now() + at
    refunds_request_owed(now=now)
    return refunds_sync_open(gateway=wechat, now=now)


def test_refund_goes_from_request_to_the_buyer(ask, wechat, placed, paid):
    refund = ask(680)
    assert (refund.state, wechat.refunds) == ("requested", {})

    assert send(refund, wechat) == "processing"
    wechat.settle_all()
    assert send(refund, wechat) == "succeeded"

    placed.refresh_from_db()
    paid.refresh_from_db()
    assert (placed.state, placed.refunded_fen, paid.refunded_fen) == ("paid", 680, 680)
    assert [entry.action for entry in history_of(refund)] == [
        "wechat_pay.refund.requested",
        "wechat_pay.refund.processing",
        "wechat_pay.refund.succeeded",
    ]
    assert history_of(refund).first().actor == "staff:3"


def test_same_occasion_is_one_refund(ask):
    assert ask(680) == ask(680)
    assert WechatRefund.objects.count() == 1


@pytest.mark.parametrize("change", [{"fen": 681}, {"reason": RefundReason.GOODWILL}])
def test_key_of_another_refund_is_refused(ask, change):
    ask(680)

    with pytest.raises(errors.RefundKeyReused):
        ask(**{"fen": 680, **change})


def test_more_than_is_left_is_refused(ask, paid):
    ask(2000)

    with pytest.raises(errors.RefundTooMuch) as refused:
        ask(681, key="case-2")

    assert refused.value.params == {"left_fen": 680, "fen": 681}
    paid.refresh_from_db()
    assert paid.refunded_fen == 2000


def test_unpaid_payment_gives_nothing_back(payment):
    with pytest.raises(errors.NothingToRefund):
        refund_request(
            payment_id=payment.pk,
            fen=1,
            reason=RefundReason.GOODWILL,
            key="k",
            requested_by="staff:3",
            now=timezone.now(),
        )


def test_fifty_first_part_and_the_second_year_are_refused(ask):
    for number in range(50):
        ask(1, key=f"case-{number}")

    with pytest.raises(errors.RefundTooOften):
        ask(1, key="case-50")
    with pytest.raises(errors.RefundTooOld):
        ask(1, key="case-51", now=timezone.now() + timedelta(days=366))


def test_refunds_of_one_payment_are_sent_one_after_the_other(ask, wechat):
    first, second = ask(680, key="case-1"), ask(1000, key="case-2")
    wechat.fail_next("refund", RemoteFault(code="SYSTEM_ERROR", http_status=500))

    assert sweep(wechat) == {"failed": 1}
    assert send(second, wechat) == "requested"
    assert wechat.calls.count("refund") == 1

    assert sweep(wechat, at=LATER * 2) == {"processing": 1}
    assert list(wechat.refunds) == [first.out_refund_no]
    assert sweep(wechat, at=LATER * 2) == {"processing": 1}
    assert list(wechat.refunds) == [first.out_refund_no, second.out_refund_no]


def test_refunds_that_failed_together_do_not_come_back_together(ask):
    numbers = [f"{number:032x}" for number in range(200)]
    now = timezone.now()
    waits = {
        rules.next_refund_check(created_at=now, now=now, number=number) - now for number in numbers
    }

    assert len(waits) > 190
    assert timedelta(seconds=30) <= min(waits) <= max(waits) <= timedelta(seconds=37.5)
    assert max(waits) - min(waits) > timedelta(seconds=6)


def test_lost_answer_is_repeated_with_the_same_values(ask, wechat):
    refund = ask(680)
    wechat.fail_next("refund answer", TransportFault(code="NO_ANSWER"))

    with pytest.raises(TransportFault):
        send(refund, wechat)
    refund.refresh_from_db()
    assert (refund.state, refund.attempts) == ("requested", 1)
    assert "NO_ANSWER" in refund.last_error

    assert sweep(wechat) == {"processing": 1}
    refund.refresh_from_db()
    assert len(wechat.refunds) == 1
    assert (refund.state, refund.last_error) == ("processing", "")


@pytest.mark.parametrize("error", [NotEnough, RemoteFault])
def test_passing_trouble_is_tried_again_later(ask, wechat, error):
    refund = ask(680)
    wechat.fail_next("refund", error(code="X", http_status=500))

    assert sweep(wechat) == {"failed": 1}
    assert sweep(wechat, at=LATER + timedelta(seconds=29)) == {}
    assert sweep(wechat, at=LATER * 2) == {"processing": 1}

    refund.refresh_from_db()
    assert refund.attempts == 2


def test_refusal_frees_the_money_and_may_be_retried(ask, wechat, paid):
    refund = ask(2680)
    wechat.fail_next("refund", RequestRefused(code="USER_ACCOUNT_ABNORMAL", http_status=403))

    assert send(refund, wechat) == "refused"
    paid.refresh_from_db()
    assert paid.refunded_fen == 0
    assert list(WechatRefund.objects.needing_a_person()) == [refund]

    again = refund_retry(refund=refund, requested_by="staff:3", now=timezone.now())
    same = refund_retry(refund=refund, requested_by="staff:3", now=timezone.now())

    assert again == same
    assert again.out_refund_no != refund.out_refund_no
    assert list(WechatRefund.objects.needing_a_person()) == []
    assert send(again, wechat) == "processing"


def test_refusal_is_not_believed_while_an_earlier_call_may_arrive(ask, wechat):
    refund = ask(680)
    wechat.fail_next("refund", TransportFault(code="NO_ANSWER"))
    with pytest.raises(TransportFault):
        send(refund, wechat)
    refund.refresh_from_db()

    wechat.fail_next("refund", RequestRefused(code="INVALID_REQUEST", http_status=400))
    assert send(refund, wechat, after=timedelta(seconds=59)) == "requested"
    wechat.fail_next("refund", RequestRefused(code="INVALID_REQUEST", http_status=400))
    assert send(refund, wechat, after=timedelta(seconds=120)) == "refused"


def test_refusal_of_what_was_taken_before_is_found_out(ask, wechat):
    refund = ask(680)
    wechat.refund(refund.as_request())
    wechat.fail_next("refund", RequestRefused(code="INVALID_REQUEST", http_status=400))

    assert send(refund, wechat) == "processing"


def test_abnormal_refund_waits_for_a_person_and_then_succeeds(ask, wechat, placed):
    refund = ask(680)
    send(refund, wechat)
    wechat.settle(refund.out_refund_no, "ABNORMAL")

    assert send(refund, wechat) == "abnormal"
    assert list(WechatRefund.objects.needing_a_person()) == [refund]
    with pytest.raises(errors.NotFailed):
        refund_retry(refund=refund, requested_by="staff:3", now=timezone.now())

    wechat.settle(refund.out_refund_no, "SUCCESS")
    assert sweep(wechat) == {"succeeded": 1}
    placed.refresh_from_db()
    assert placed.refunded_fen == 680


def test_closed_refund_frees_the_money(ask, wechat, paid, placed):
    refund = ask(2680)
    send(refund, wechat)
    wechat.settle(refund.out_refund_no, "CLOSED")

    assert send(refund, wechat) == "closed"

    paid.refresh_from_db()
    placed.refresh_from_db()
    assert (paid.refunded_fen, placed.refunded_fen, placed.state) == (0, 0, "paid")
    assert ask(2680, key="case-2").state == "requested"


def test_words_out_of_order_and_repeated_count_once(ask, wechat, placed):
    refund = ask(680)
    processing = wechat.refund(refund.as_request())
    done = wechat.settle(refund.out_refund_no)

    changed = [
        refund_apply(word=word, now=timezone.now())
        for word in (done, processing, done, replace(done, mchid=wechat.mchid))
    ]

    assert changed == [True, False, False, False]
    placed.refresh_from_db()
    assert placed.refunded_fen == 680
    assert Transaction.objects.filter(kind="refund").count() == 1


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ({"out_refund_no": "unknown"}, "out_refund_no"),
        ({"mchid": "1"}, "mchid"),
        ({"out_trade_no": "other"}, "out_trade_no"),
        ({"transaction_id": "4200009"}, "transaction_id"),
        ({"refund_fen": 681}, "amount.refund"),
        ({"total_fen": 2681}, "amount.total"),
    ],
)
def test_word_that_contradicts_our_books_changes_nothing(ask, wechat, placed, change, difference):
    refund = ask(680)
    wechat.refund(refund.as_request())
    done = wechat.settle(refund.out_refund_no)

    with pytest.raises(errors.TransactionRefused) as refused:
        refund_apply(word=replace(done, **change), now=timezone.now())

    assert refused.value.params == {"difference": difference}
    refund.refresh_from_db()
    placed.refresh_from_db()
    assert (refund.state, placed.refunded_fen) == ("requested", 0)


def test_finished_refund_cannot_have_failed(ask, wechat):
    refund = ask(680)
    wechat.refund(refund.as_request())
    refund_apply(word=wechat.settle(refund.out_refund_no), now=timezone.now())

    for status, difference in (("CLOSED", "status"), ("ABNORMAL", "status")):
        word = wechat.settle(refund.out_refund_no, status)
        with pytest.raises(errors.TransactionRefused, match=difference):
            refund_apply(word=word, now=timezone.now())


def test_success_after_closing_never_exceeds_what_was_paid(ask, wechat, paid):
    refund = ask(2680)
    send(refund, wechat)
    wechat.settle(refund.out_refund_no, "CLOSED")
    send(refund, wechat)
    ask(2680, key="case-2")

    word = wechat.settle(refund.out_refund_no, "SUCCESS")
    with pytest.raises(errors.TransactionRefused, match="refunded_fen"):
        refund_apply(word=word, now=timezone.now())

    paid.refresh_from_db()
    assert paid.refunded_fen == 2680


# By itself


def test_late_money_goes_back_once(late, wechat, placed):
    assert late.payout == "late"

    assert sweep(wechat) == {"processing": 1}
    wechat.settle_all()
    assert sweep(wechat, at=LATER * 2) == {"succeeded": 1}
    assert sweep(wechat, at=LATER * 3) == {}

    placed.refresh_from_db()
    assert placed.state == "refunded"
    assert wechat.given_back_fen == 2680
    [refund] = WechatRefund.objects.all()
    assert (refund.reason, refund.requested_by) == ("late", "system:wechat_pay")


def test_rest_of_late_money_goes_back_when_a_part_was_promised(late, wechat):
    refund_request(
        payment_id=late.pk,
        fen=80,
        reason=RefundReason.GOODWILL,
        key="operator",
        requested_by="staff:3",
        now=timezone.now(),
    )

    refunds_request_owed(now=timezone.now())
    refunds_request_owed(now=timezone.now())

    assert sorted(WechatRefund.objects.values_list("fen", flat=True)) == [80, 2600]


def test_surplus_payment_goes_back_and_the_order_ships(paid, wechat, placed, start):
    second = type(paid).objects.create(
        order=placed.order,
        out_trade_no="second-payment",
        appid=paid.appid,
        mchid=paid.mchid,
        openid="o-sister",
        description="金牛麻花",
        notify_url=paid.notify_url,
        total_fen=2680,
        opened_at=timezone.now(),
        pay_by=timezone.now() + LATER,
        check_after=timezone.now(),
        # While it was open the database would not have taken it beside the first.
        state="closed",
        closed_at=timezone.now(),
    )
    wechat.prepay_jsapi(second.as_prepay())
    payment_apply_transaction(transaction=wechat.pay("second-payment"), now=timezone.now())

    assert sweep(wechat) == {"processing": 1}
    wechat.settle_all()
    sweep(wechat, at=LATER * 2)

    placed.refresh_from_db()
    assert (placed.state, placed.refunded_fen) == ("paid", 0)
    assert [refund.payment for refund in WechatRefund.objects.all()] == [second]
    assert wechat.given_back_fen == 2680


def test_money_that_paid_an_order_stays(paid, wechat):
    assert sweep(wechat) == {}
    assert not WechatRefund.objects.exists()


CRASHES = {"before the call": "refund", "after the call": "refund answer"}


def settled(wechat, request):
    return wechat.settle(request.out_refund_no)


@pytest.mark.parametrize("crash", [*CRASHES, "while believing"])
def test_crash_at_any_line_heals_at_the_next_sweep(late, wechat, placed, crash, monkeypatch):
    from plugins.wechat_pay.services import refund_apply as believing

    def power_failure(**_arguments):
        raise RuntimeError("power failure")

    refunds_request_owed(now=timezone.now())
    with monkeypatch.context() as patch:
        if crash == "while believing":
            # Settled between our call and its answer, so the answer says SUCCESS.
            ask_wechat = wechat.refund
            patch.setattr(wechat, "refund", lambda r: (ask_wechat(r), settled(wechat, r))[1])
            patch.setattr(believing, "order_mark_refunded", power_failure)
        else:
            wechat.just_before(CRASHES[crash], power_failure)
        with pytest.raises(RuntimeError, match="power failure"):
            sweep(wechat)
    assert WechatRefund.objects.get().state == "requested"

    sweep(wechat, at=LATER * 2)
    wechat.settle_all()
    sweep(wechat, at=LATER * 4)

    placed.refresh_from_db()
    assert placed.state == "refunded"
    assert wechat.given_back_fen == 2680
    assert Transaction.objects.filter(kind="refund").count() == 1


# What the database refuses


def test_database_adds_up_and_refuses_what_is_too_much(ask, paid):
    refund = ask(2680)
    values = {
        "payment": paid,
        "key": "by-hand",
        "reason": "goodwill",
        "created_at": timezone.now(),
        "check_after": timezone.now(),
    }

    with (
        pytest.raises(IntegrityError, match="wechat_pay_refunded_never_above_paid"),
        transaction.atomic(),
    ):
        WechatRefund.objects.create(out_refund_no="x", fen=1, **values)
    with (
        pytest.raises(IntegrityError, match="wechat_pay_refund_positive"),
        transaction.atomic(),
    ):
        WechatRefund.objects.create(out_refund_no="x", fen=0, **values)
    with (
        pytest.raises(IntegrityError, match="follows from the refunds"),
        transaction.atomic(),
    ):
        type(paid).objects.filter(pk=paid.pk).update(refunded_fen=0)

    refund.refresh_from_db()
    paid.refresh_from_db()
    assert (WechatRefund.objects.count(), paid.refunded_fen) == (1, 2680)


def test_database_refuses_to_alter_or_delete_what_was_asked_for(ask):
    refund = ask(680)

    for changes in ({"fen": 1}, {"out_refund_no": "x"}, {"reason_text": "别的"}):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            WechatRefund.objects.filter(pk=refund.pk).update(**changes)
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        refund.delete()

    refund.refresh_from_db()
    assert refund.fen == 680


def test_database_refuses_refunds_of_unpaid_payments(payment):
    with (
        pytest.raises(IntegrityError, match="wechat_pay_refunded_only_when_paid"),
        transaction.atomic(),
    ):
        WechatRefund.objects.create(
            payment=payment,
            out_refund_no="x",
            key="k",
            fen=1,
            reason="goodwill",
            created_at=timezone.now(),
            check_after=timezone.now(),
        )
