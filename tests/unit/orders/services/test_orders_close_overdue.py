from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from saleor.discount.models import Voucher
from saleor.warehouse.models import Allocation

from plugins.kernel.errors import GatewayError
from plugins.orders import errors
from plugins.orders.providers import Verdict
from plugins.orders.services import order_cancel
from plugins.orders.services.order_cancel import order_cancel_by_buyer
from plugins.orders.services.order_place import order_place
from plugins.orders.services.orders_close_overdue import orders_close_overdue

LATER = timedelta(minutes=31)


class Provider:
    """A payment provider that answers as told."""

    def __init__(self, answer):
        self.answer = answer

    def end_payments(self, *, order_id):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def provider(monkeypatch):
    provider = Provider(Verdict.CLOSED)
    monkeypatch.setattr(order_cancel, "payment_providers", lambda: [provider])
    return provider


@pytest.fixture
def placed(buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80", stock=3), 2))
    return order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-1",
        now=timezone.now(),
    )


def held() -> int:
    return sum(row.quantity_allocated for row in Allocation.objects.all())


def test_unpaid_order_is_closed_after_its_time_and_gives_stock_back(placed, provider):
    assert held() == 2

    counts = orders_close_overdue(now=timezone.now() + LATER)

    placed.refresh_from_db()
    assert counts["closed"] == 1
    assert placed.state == "cancelled"
    assert placed.order.status == "canceled"
    assert held() == 0


def test_order_within_its_time_is_left_alone(placed, provider):
    counts = orders_close_overdue(now=timezone.now() + timedelta(minutes=29))

    placed.refresh_from_db()
    assert counts == {"closed": 0, "paid": 0, "unknown": 0}
    assert placed.state == "awaiting_payment"
    assert held() == 2


def test_order_stays_open_while_the_provider_does_not_know(placed, provider):
    provider.answer = Verdict.UNKNOWN

    counts = orders_close_overdue(now=timezone.now() + LATER)

    placed.refresh_from_db()
    assert counts["unknown"] == 1
    assert placed.state == "awaiting_payment"
    assert held() == 2


def test_failing_provider_does_not_stop_the_sweep(placed, provider):
    provider.answer = GatewayError("no answer")

    counts = orders_close_overdue(now=timezone.now() + LATER)

    assert counts["unknown"] == 1
    provider.answer = Verdict.CLOSED
    assert orders_close_overdue(now=timezone.now() + LATER)["closed"] == 1


def test_closing_twice_gives_stock_back_once(placed, provider):
    orders_close_overdue(now=timezone.now() + LATER)

    assert orders_close_overdue(now=timezone.now() + LATER)["closed"] == 0
    assert held() == 0


def test_buyer_cancels_own_unpaid_order(placed, provider, buyer_li):
    cancelled = order_cancel_by_buyer(number=placed.number, buyer=buyer_li, now=timezone.now())

    assert cancelled.state == "cancelled"
    assert held() == 0


def test_other_buyer_cannot_cancel_it(placed, provider, buyer_zhou):
    with pytest.raises(errors.OrderNotFound):
        order_cancel_by_buyer(number=placed.number, buyer=buyer_zhou, now=timezone.now())

    placed.refresh_from_db()
    assert placed.state == "awaiting_payment"


def test_cancelling_waits_while_a_payment_may_be_under_way(placed, provider, buyer_li):
    provider.answer = Verdict.UNKNOWN

    with pytest.raises(errors.PaymentUnderWay):
        order_cancel_by_buyer(number=placed.number, buyer=buyer_li, now=timezone.now())

    placed.refresh_from_db()
    assert placed.state == "awaiting_payment"


def test_cancelling_gives_the_voucher_back(buyer_li, goods, checkout_of, provider):
    voucher = Voucher.objects.create(
        code="ONCE", discount_value_type="fixed", discount_value=5, usage_limit=1
    )
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    checkout.voucher_code, checkout.discount_amount = "ONCE", Decimal(5)
    checkout.save()
    placed = order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-1",
        now=timezone.now(),
    )
    voucher.refresh_from_db()
    assert (placed.total_fen, voucher.used) == (2180, 1)

    order_cancel_by_buyer(number=placed.number, buyer=buyer_li, now=timezone.now())

    voucher.refresh_from_db()
    assert voucher.used == 0
