import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from saleor.payment.models import Payment

from plugins.kernel.audit import history_of
from plugins.orders.public import Payout, order_mark_paid, order_paid
from plugins.orders.services.order_cancel import order_end
from plugins.orders.services.order_place import order_place


@pytest.fixture
def placed(buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    return order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-1",
        now=timezone.now(),
    )


def pay(placed, *, reference="4200001", fen=2680):
    return order_mark_paid(
        order_id=placed.order_id,
        captured_fen=fen,
        gateway="mall.payments.test",
        reference=reference,
        paid_at=timezone.now(),
        actor="system:test",
    )


def test_money_makes_the_order_ready_to_ship(placed):
    outcome = pay(placed)

    placed.refresh_from_db()
    assert outcome is Payout.APPLIED
    assert (placed.state, placed.paid_fen) == ("paid", 2680)
    assert placed.order.is_fully_paid()
    assert placed.order.status == "unfulfilled"
    actions = [entry.action for entry in history_of(placed)]
    assert actions == ["orders.order.placed", "orders.order.paid"]


def test_same_payment_counts_once(placed):
    outcomes = [pay(placed), pay(placed), pay(placed)]

    assert outcomes == [Payout.APPLIED, Payout.ALREADY, Payout.ALREADY]
    assert Payment.objects.filter(order=placed.order).count() == 1


def test_payment_is_announced_after_commit_only(placed, django_capture_on_commit_callbacks):
    heard = []
    order_paid.connect(lambda order_id, **_: heard.append(order_id), weak=False, dispatch_uid="t")

    with django_capture_on_commit_callbacks(execute=True):
        pay(placed)
        assert heard == []

    assert heard == [placed.order_id]
    order_paid.disconnect(dispatch_uid="t")


def test_another_amount_is_refused_and_changes_nothing(placed):
    with pytest.raises(ValueError, match="2679 fen"):
        pay(placed, fen=2679)

    placed.refresh_from_db()
    assert placed.state == "awaiting_payment"
    assert not Payment.objects.exists()


def test_second_payment_is_recorded_as_surplus(placed):
    pay(placed)

    assert pay(placed, reference="4200002") is Payout.SURPLUS

    placed.refresh_from_db()
    assert placed.paid_fen == 2680
    assert Payment.objects.filter(order=placed.order).count() == 2


def test_money_after_cancelling_is_recorded_and_ships_nothing(placed):
    order_end(placed=placed, now=timezone.now(), actor="system:test", reason="test")

    assert pay(placed) is Payout.LATE

    placed.refresh_from_db()
    assert placed.state == "paid_late"
    assert placed.order.status == "canceled"


def test_database_refuses_paid_without_the_money(placed):
    with (
        pytest.raises(IntegrityError, match="orders_paid_means_paid_in_full"),
        transaction.atomic(),
    ):
        type(placed).objects.filter(pk=placed.pk).update(
            state="paid", paid_fen=1, paid_gateway="mall.payments.test", paid_reference="1"
        )
