import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from saleor.payment.models import Payment, Transaction
from saleor.warehouse.models import Allocation, Stock

from plugins.kernel.audit import history_of
from plugins.kernel.models import OutboxMessage
from plugins.orders.public import (
    lines_unshipped,
    order_mark_paid,
    order_mark_refunded,
    order_refunded,
    order_ship,
)
from plugins.orders.services.order_cancel import order_end
from plugins.orders.services.order_place import order_place
from plugins.orders.services.orders_announce import announce_refunded

GATEWAY = "mall.payments.test"


@pytest.fixture
def placed(buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    return order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-1",
        now=timezone.now(),
    )


@pytest.fixture
def big(buyer_li, goods, checkout_of):
    """Three units of one line and two of another, paid."""
    checkout = checkout_of(
        buyer_li, (goods("金牛麻花", "18.80"), 3), (goods("灵溪米酒", "30.00"), 2)
    )
    placed = order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-2",
        now=timezone.now(),
    )
    pay(placed, fen=placed.total_fen)
    return placed


def pay(placed, reference="4200001", fen=2680):
    return order_mark_paid(
        order_id=placed.order_id,
        captured_fen=fen,
        gateway=GATEWAY,
        reference=reference,
        paid_at=timezone.now(),
        actor="system:test",
    )


def refund(placed, fen, reference="5030001", payment="4200001"):
    return order_mark_refunded(
        order_id=placed.order_id,
        refunded_fen=fen,
        gateway=GATEWAY,
        payment_reference=payment,
        refund_reference=reference,
        refunded_at=timezone.now(),
        actor="system:test",
        reason="after_sales",
    )


def allocated():
    return sum(Allocation.objects.values_list("quantity_allocated", flat=True))


def test_part_of_the_money_leaves_the_order_to_ship(placed):
    pay(placed)

    assert refund(placed, 680) is True

    placed.refresh_from_db()
    payment = Payment.objects.get()
    assert (placed.state, placed.paid_fen, placed.refunded_fen) == ("paid", 2680, 680)
    assert (payment.charge_status, str(payment.captured_amount)) == (
        "partially-refunded",
        "20.00",
    )
    assert allocated() == 1
    assert placed.order.events.filter(type="payment_refunded").count() == 1


def test_same_refund_counts_once(placed):
    pay(placed)

    assert [refund(placed, 680), refund(placed, 680)] == [True, False]

    placed.refresh_from_db()
    assert placed.refunded_fen == 680
    assert Transaction.objects.filter(kind="refund").count() == 1
    assert OutboxMessage.objects.filter(topic="orders.refunded").count() == 1


def test_all_of_it_before_shipping_gives_the_stock_back(placed):
    pay(placed)
    refund(placed, 680)

    refund(placed, 2000, reference="5030002")

    placed.refresh_from_db()
    placed.order.refresh_from_db()
    assert (placed.state, placed.refunded_fen) == ("refunded", 2680)
    assert placed.refunded_at is not None
    assert placed.order.status == "canceled"
    assert allocated() == 0
    assert Payment.objects.get().charge_status == "fully-refunded"
    assert [entry.action for entry in history_of(placed)] == [
        "orders.order.placed",
        "orders.order.paid",
        "orders.order.money_returned",
        "orders.order.money_returned",
        "orders.order.refunded",
    ]


def test_all_of_it_after_shipping_leaves_the_goods_alone(placed):
    pay(placed)
    order_ship(number=placed.number, tracking_number="", user=None, actor="staff:3")

    refund(placed, 2680)

    placed.refresh_from_db()
    placed.order.refresh_from_db()
    assert placed.state == "refunded"
    assert placed.order.status == "fulfilled"


def test_all_of_it_after_shipping_a_part_frees_the_rest(big):
    order_ship(
        number=big.number,
        tracking_number="",
        user=None,
        actor="staff:3",
        lines={big.order.lines.order_by("pk").first().pk: 1},
        key="batch-1",
    )
    assert allocated() == 4

    refund(big, big.total_fen)

    big.refresh_from_db()
    big.order.refresh_from_db()
    assert (big.state, big.order.status, allocated()) == ("refunded", "fulfilled", 0)
    assert list(lines_unshipped(big.order).values()) == [0, 0]
    assert sorted(Stock.objects.values_list("quantity", flat=True)) == [9, 10]


def test_late_money_goes_back_and_nothing_is_cancelled_twice(placed):
    order_end(placed=placed, now=timezone.now(), actor="system:test", reason="test")
    pay(placed)

    refund(placed, 2680)

    placed.refresh_from_db()
    assert placed.state == "refunded"
    assert placed.order.events.filter(type="canceled").count() == 1


def test_payment_that_counts_is_named_on_the_order(placed):
    """Money of another payment never counts, not even when it was written down first."""
    Payment.objects.create(
        order=placed.order,
        gateway="mall.payments.other",
        token="pi_1",
        total="26.80",
        captured_amount="26.80",
        currency="CNY",
    )
    pay(placed)

    order_mark_refunded(
        order_id=placed.order_id,
        refunded_fen=2680,
        gateway="mall.payments.other",
        payment_reference="pi_1",
        refund_reference="re_1",
        refunded_at=timezone.now(),
        actor="system:test",
    )

    placed.refresh_from_db()
    assert (placed.paid_gateway, placed.paid_reference) == (GATEWAY, "4200001")
    assert (placed.state, placed.refunded_fen) == ("paid", 0)
    refund(placed, 2680)
    placed.refresh_from_db()
    assert (placed.state, placed.refunded_fen) == ("refunded", 2680)


def test_surplus_money_goes_back_and_the_order_ships(placed):
    pay(placed)
    pay(placed, reference="4200002")

    refund(placed, 2680, payment="4200002")

    placed.refresh_from_db()
    assert (placed.state, placed.refunded_fen) == ("paid", 0)
    assert placed.order.is_fully_paid()
    assert allocated() == 1


@pytest.mark.parametrize("fen", [0, -1, 2681])
def test_other_amounts_than_what_is_left_are_refused(placed, fen):
    pay(placed)

    with pytest.raises(ValueError, match="2680 fen left"):
        refund(placed, fen)

    placed.refresh_from_db()
    assert placed.refunded_fen == 0
    assert not Transaction.objects.filter(kind="refund").exists()


def test_refund_of_an_unknown_payment_is_refused(placed):
    pay(placed)

    with pytest.raises(Payment.DoesNotExist):
        refund(placed, 1, payment="4200009")


def test_announcement_tells_the_amount(placed):
    heard = []
    order_refunded.connect(
        lambda order_id, fen, **_: heard.append((order_id, fen)), weak=False, dispatch_uid="t"
    )

    announce_refunded({"order_id": placed.order_id, "fen": 680})

    order_refunded.disconnect(dispatch_uid="t")
    assert heard == [(placed.order_id, 680)]


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"refunded_fen": 2681}, "orders_refunded_never_above_paid"),
        ({"refunded_fen": -1}, "orders_refunded_never_above_paid"),
        ({"state": "refunded", "refunded_fen": 1}, "orders_refunded_means_all_of_it"),
    ],
)
def test_database_refuses_impossible_refunds(placed, changes, name):
    pay(placed)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        type(placed).objects.filter(pk=placed.pk).update(**changes)
