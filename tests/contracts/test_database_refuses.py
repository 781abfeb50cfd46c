"""What the database itself refuses, told to it in SQL, past all of our code."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone
from saleor.payment.models import Payment, Transaction

from plugins.cards.models import CardEvent, CardPayment, CardRefund
from plugins.kernel.models import AuditEntry
from plugins.orders.models import LivePayment, PlacedOrder
from plugins.orders.public import order_mark_paid, order_mark_refunded
from plugins.orders.services.order_place import order_place
from plugins.wechat_pay.models import NotificationEvent, WechatPayment, WechatRefund

pytestmark = pytest.mark.django_db


@pytest.fixture
def placed(buyer_li, goods, checkout_of) -> PlacedOrder:
    """One 金牛麻花 of 18.80 and 8.00 for shipping: 2680 fen."""
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    return order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-1",
        now=timezone.now(),
    )


def wechat(placed, **values):
    facts = {
        "order_id": placed.order_id,
        "out_trade_no": f"no-{WechatPayment.objects.count()}",
        "appid": "wx1",
        "mchid": "19",
        "openid": "o-li",
        "description": "金牛麻花",
        "notify_url": "https://shop.example/",
        "total_fen": 2680,
        "opened_at": timezone.now(),
        "pay_by": timezone.now(),
        "check_after": timezone.now(),
    }
    return WechatPayment.objects.create(**{**facts, **values})


def card(placed, **values):
    facts = {
        "order_id": placed.order_id,
        "order_number": placed.number,
        "idempotency_key": f"key-{CardPayment.objects.count()}",
        "total_fen": 2680,
        "opened_at": timezone.now(),
        "check_after": timezone.now(),
    }
    return CardPayment.objects.create(**{**facts, **values})


def wechat_refund(payment, fen):
    return WechatRefund.objects.create(
        payment=payment,
        out_refund_no=f"re-{WechatRefund.objects.count()}",
        key=f"case-{WechatRefund.objects.count()}",
        fen=fen,
        reason="after_sales",
        reason_text="售后退款",
        notify_url="https://shop.example/",
        requested_by="staff:3",
        created_at=timezone.now(),
        check_after=timezone.now(),
    )


def card_refund(payment, fen):
    return CardRefund.objects.create(
        payment=payment,
        key=f"case-{CardRefund.objects.count()}",
        fen=fen,
        reason="少一件",
        actor="staff:3",
        opened_at=timezone.now(),
        check_after=timezone.now(),
    )


def paid_by_wechat(placed):
    payment = wechat(placed)
    book(placed, gateway="mall.payments.wechat", reference="4200001")
    WechatPayment.objects.update(
        state="paid", transaction_id="4200001", paid_at=timezone.now(), payout="applied"
    )
    payment.refresh_from_db()
    return payment


def paid_by_card(placed):
    payment = card(placed, intent_id="pi_1")
    book(placed, gateway="mall.payments.card", reference="pi_1")
    CardPayment.objects.update(state="succeeded", succeeded_at=timezone.now(), payout="applied")
    payment.refresh_from_db()
    return payment


def book(placed, *, gateway, reference):
    order_mark_paid(
        order_id=placed.order_id,
        captured_fen=2680,
        gateway=gateway,
        reference=reference,
        paid_at=timezone.now(),
        actor="system:test",
    )


def refused(sql, *params, because, error=IntegrityError):
    with pytest.raises(error, match=because), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_more_captured_than_the_total(placed):
    paid_by_wechat(placed)

    refused(
        "UPDATE mall_orders_placedorder SET paid_fen = 2681, state = 'paid_late'",
        because="orders_paid_never_above_total",
    )
    refused(
        "UPDATE payment_payment SET captured_amount = total + 0.01",
        because="mall_orders_captured_within_total",
    )


def test_more_refunded_than_captured(placed):
    paid_by_wechat(placed)

    refused(
        "UPDATE mall_orders_placedorder SET refunded_fen = 2681",
        because="orders_refunded_never_above_paid",
    )
    refused(
        "UPDATE payment_payment SET captured_amount = -0.01",
        because="mall_orders_captured_within_total",
    )


def test_one_event_of_a_provider_kept_twice(placed):
    NotificationEvent.objects.create(event_id="EV-1", body=b"", received_at=timezone.now())
    CardEvent.objects.create(
        event_id="evt_1", created_at=timezone.now(), received_at=timezone.now()
    )

    for kept in (NotificationEvent.objects.get(), CardEvent.objects.get()):
        kept.pk = None
        with pytest.raises(IntegrityError, match="event_id"), transaction.atomic():
            kept.save()


def test_one_movement_of_money_booked_twice(placed):
    paid_by_wechat(placed)
    order_mark_refunded(
        order_id=placed.order_id,
        refunded_fen=680,
        gateway="mall.payments.wechat",
        payment_reference="4200001",
        refund_reference="5030001",
        refunded_at=timezone.now(),
        actor="system:test",
    )

    for known in Transaction.objects.all():
        known.pk = None
        with pytest.raises(IntegrityError, match="money_moves_once"), transaction.atomic():
            known.save()
    again = Payment.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError, match="one_payment_per_reference"), transaction.atomic():
        again.save()


def test_two_live_payments_at_one_provider(placed):
    wechat(placed)

    with pytest.raises(IntegrityError, match="one_open_payment_per_order"), transaction.atomic():
        wechat(placed)


@pytest.mark.parametrize(("first", "second"), [(wechat, card), (card, wechat)])
def test_two_live_payments_at_two_providers(placed, first, second):
    first(placed)

    with pytest.raises(IntegrityError, match="mall_orders_livepayment"), transaction.atomic():
        second(placed)
    assert LivePayment.objects.get().order_id == placed.order_id


def test_claim_follows_its_payment(placed):
    wechat(placed)
    WechatPayment.objects.update(state="closed", closed_at=timezone.now())
    assert not LivePayment.objects.exists()

    card(placed, intent_id="pi_1")
    CardPayment.objects.update(state="processing")
    assert LivePayment.objects.get().provider == "mall_cards"

    CardPayment.objects.all().delete()
    assert not LivePayment.objects.exists()


def test_money_of_an_ended_payment_is_recorded_beside_a_live_one(placed):
    wechat(placed)
    WechatPayment.objects.update(state="closed", closed_at=timezone.now())
    card(placed)

    WechatPayment.objects.update(
        state="paid", transaction_id="4200001", paid_at=timezone.now(), payout="applied"
    )

    assert LivePayment.objects.get().provider == "mall_cards"


@pytest.mark.parametrize("open_one", [wechat, card])
def test_live_payment_of_an_order_that_is_paid_or_cancelled(placed, open_one):
    paid_by_wechat(placed)

    with pytest.raises(IntegrityError, match="awaits payment"), transaction.atomic():
        open_one(placed)


def test_cancelled_order_that_may_still_be_paid(placed):
    card(placed)

    refused(
        "UPDATE mall_orders_placedorder SET state = 'cancelled', cancelled_at = now()",
        because="may still be paid",
    )


def test_wechat_refunds_beyond_their_payment(placed):
    payment = paid_by_wechat(placed)
    wechat_refund(payment, 2000)

    with (
        pytest.raises(IntegrityError, match="wechat_pay_refunded_never_above_paid"),
        transaction.atomic(),
    ):
        wechat_refund(payment, 681)
    refused("UPDATE mall_wechat_pay_wechatpayment SET refunded_fen = 0", because="follows from the")


def test_card_refunds_beyond_their_payment(placed):
    payment = paid_by_card(placed)
    CardPayment.objects.update(refunded_fen=2000)
    card_refund(payment, 2000)

    with pytest.raises(IntegrityError, match="more refunds than"), transaction.atomic():
        card_refund(payment, 1)
    refused(
        "UPDATE mall_cards_cardpayment SET refunded_fen = 2681",
        because="cards_refunded_within_total",
    )
    refused("UPDATE mall_cards_cardpayment SET refunded_fen = 0", because="more refunds than")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE mall_kernel_auditentry SET actor = 'nobody'",
        "DELETE FROM mall_kernel_auditentry",
    ],
)
def test_audit_trail_rewritten(placed, sql):
    before = list(AuditEntry.objects.values())

    refused(sql, because="append-only", error=InternalError)

    assert list(AuditEntry.objects.values()) == before
