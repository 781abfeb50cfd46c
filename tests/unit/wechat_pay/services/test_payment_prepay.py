from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.kernel.audit import history_of
from plugins.orders.errors import NotPayable, OrderNotFound, PaymentOverdue
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.errors import TransportFault
from plugins.wechat_pay.services.payment_prepay import payment_prepay


def test_first_tap_opens_the_order_at_wechat(start, placed, wechat):
    parameters = start()

    payment = WechatPayment.objects.get()
    held = wechat.held[payment.out_trade_no].prepay
    assert parameters.package == f"prepay_id={payment.prepay_id}"
    assert (held.total_fen, held.openid, held.description) == (2680, "o-li", "金牛麻花")
    assert held.expires_at == placed.pay_by
    assert (payment.state, payment.order_id) == ("open", placed.order_id)
    assert [entry.action for entry in history_of(payment)] == ["wechat_pay.payment.opened"]


def test_number_at_wechat_tells_nothing_and_cannot_be_guessed(payment, placed):
    assert len(payment.out_trade_no) == 32
    assert placed.number not in payment.out_trade_no


def test_second_tap_signs_anew_without_asking_wechat(start, wechat):
    first, second = start(), start()

    assert first.package == second.package
    assert first.nonce_str != second.nonce_str
    assert wechat.calls == ["prepay"]
    assert WechatPayment.objects.count() == 1


def test_old_prepay_id_is_replaced_for_the_same_order(start, wechat, placed):
    first = start()
    WechatPayment.objects.update(prepay_until=timezone.now())

    second = start()

    assert first.package != second.package
    assert len(wechat.held) == 1


def test_tap_after_a_lost_answer_repeats_the_same_order(start, wechat):
    wechat.fail_next("prepay", TransportFault(code="NO_ANSWER"))
    with pytest.raises(TransportFault):
        start()
    assert WechatPayment.objects.get().prepay_id == ""

    start()

    assert len(wechat.held) == 1
    assert WechatPayment.objects.get().prepay_id


def test_another_phone_closes_the_first_order_and_opens_its_own(start, wechat):
    start(openid="o-li")
    start(openid="o-sister")

    closed, opened = WechatPayment.objects.order_by("pk")
    assert (closed.state, opened.state) == ("closed", "open")
    assert wechat.held[closed.out_trade_no].transaction.trade_state == "CLOSED"
    assert wechat.held[opened.out_trade_no].prepay.openid == "o-sister"


def test_another_phone_cannot_pay_what_the_first_has_paid(start, wechat, payment, placed):
    wechat.pay(payment.out_trade_no)

    with pytest.raises(NotPayable):
        start(openid="o-sister")

    placed.refresh_from_db()
    assert placed.state == "paid"
    assert WechatPayment.objects.count() == 1


def test_order_closed_at_wechat_gets_a_new_number(start, wechat, payment):
    wechat.close_order(payment.out_trade_no)
    WechatPayment.objects.update(prepay_until=timezone.now())

    start()

    old, new = WechatPayment.objects.order_by("pk")
    assert (old.state, new.state) == ("closed", "open")
    assert wechat.held[new.out_trade_no].transaction.trade_state == "NOTPAY"


def test_payment_that_wechat_knows_is_paid_is_recorded_instead(start, wechat, payment, placed):
    wechat.pay(payment.out_trade_no)
    WechatPayment.objects.update(prepay_until=timezone.now())

    with pytest.raises(NotPayable):
        start()

    placed.refresh_from_db()
    assert (placed.state, placed.paid_fen) == ("paid", 2680)


def test_time_to_pay_is_over(start, wechat):
    with pytest.raises(PaymentOverdue):
        start(after=timedelta(hours=1))

    assert wechat.calls == []
    assert WechatPayment.objects.count() == 0


def test_somebody_elses_order_does_not_exist(placed, buyer_zhou, wechat):
    with pytest.raises(OrderNotFound):
        payment_prepay(
            number=placed.number,
            buyer=buyer_zhou,
            openid="o-zhou",
            gateway=wechat,
            now=timezone.now(),
        )

    assert wechat.calls == []
    assert WechatPayment.objects.count() == 0


def test_order_that_ends_during_the_call_gives_no_parameters(start, wechat, placed):
    def closed_meanwhile():
        WechatPayment.objects.update(state="closed", closed_at=timezone.now())

    wechat.just_before("prepay", closed_meanwhile)

    with pytest.raises(NotPayable):
        start()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"total_fen": 0}, "wechat_pay_total_positive"),
        ({"state": "paid"}, "wechat_pay_paid_means_transaction"),
        ({"transaction_id": "4200001"}, "wechat_pay_paid_means_transaction"),
        ({"state": "closed"}, "wechat_pay_closed_means_when"),
    ],
)
def test_database_refuses_contradictions(payment, change, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        WechatPayment.objects.filter(pk=payment.pk).update(**change)


def test_database_refuses_a_second_open_payment(payment):
    payment.pk = None
    payment.out_trade_no = "another-number"

    with (
        pytest.raises(IntegrityError, match="wechat_pay_one_open_payment_per_order"),
        transaction.atomic(),
    ):
        payment.save(force_insert=True)
