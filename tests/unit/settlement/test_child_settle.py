from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.child_orders.models import ChildOrder
from plugins.settlement.errors import RateInvalid, RateMissing, RateSetBefore
from plugins.settlement.models import CommissionRate, LedgerEntry, SettledChild
from plugins.settlement.services.child_settle import child_settle, children_settle_due
from plugins.settlement.services.rate_set import rate_set
from plugins.settlement.states import EntryKind
from tests.unit.settlement.conftest import FINANCE, sums

pytestmark = pytest.mark.django_db


def refund(child: ChildOrder, fen: int) -> None:
    """What counting a refund does to the child order; that is proven where it is counted."""
    with transaction.atomic():
        child.refunds.create(key=f"test-{fen}", fen=fen, counted_at=timezone.now())
    child.refresh_from_db()
    assert child.refunded_fen == fen


def test_received_goods_are_booked_with_the_commission_of_the_day_they_were_paid(
    received, orchard, now
):
    assert child_settle(child_order_id=received.pk, now=now)

    assert sums(orchard.entries.all()) == {
        EntryKind.SALE: 9980,
        EntryKind.SHIPPING: received.shipping_fen,
        EntryKind.COMMISSION: -499,
    }
    assert {entry.child_order_id for entry in orchard.entries.all()} == {received.pk}


def test_nothing_is_booked_before_the_buyer_has_the_goods(rates, child_of, orchard, now):
    assert not child_settle(child_order_id=child_of(orchard).pk, now=now)

    assert not LedgerEntry.objects.exists()


def test_booking_again_changes_nothing(received, now):
    child_settle(child_order_id=received.pk, now=now)
    before = list(LedgerEntry.objects.values())

    assert not child_settle(child_order_id=received.pk, now=now + timedelta(days=1))

    assert list(LedgerEntry.objects.values()) == before


def test_refund_after_receipt_is_booked_and_its_commission_returned(received, orchard, now):
    child_settle(child_order_id=received.pk, now=now)
    refund(received, 4990)

    assert child_settle(child_order_id=received.pk, now=now)

    booked = sums(orchard.entries.all())
    assert booked[EntryKind.REFUND] == -4990
    # 5 % of what was kept, 49.90: 2.50 (half a fen up).
    assert booked[EntryKind.COMMISSION] + booked[EntryKind.COMMISSION_RETURN] == -250
    assert sum(booked.values()) == 4990 + received.shipping_fen - 250


def test_refund_before_receipt_is_never_sold(received, orchard, now):
    refund(received, 9980)

    child_settle(child_order_id=received.pk, now=now)

    assert sums(orchard.entries.all()) == {EntryKind.SHIPPING: received.shipping_fen}


def test_a_later_rate_does_not_reach_back(received, orchard, now):
    tomorrow = now + timedelta(days=1)
    rate_set(
        goods_class="",
        since=timezone.localdate(tomorrow),
        basis_points=9000,
        actor=FINANCE,
        now=now,
    )

    child_settle(child_order_id=received.pk, now=tomorrow)

    assert sums(orchard.entries.all())[EntryKind.COMMISSION] == -499


def test_without_a_rate_nothing_is_booked_and_the_others_go_on(received, child_of, bakery, now):
    ChildOrder.objects.filter(pk=child_of(bakery).pk).update(
        state="received", shipped_at=now, received_at=now, paid_at=now - timedelta(days=4000)
    )

    counts = children_settle_due(now=now)

    assert counts == {"settled": 1, "failed": 1}
    assert set(SettledChild.objects.values_list("child_order", flat=True)) == {received.pk}
    with pytest.raises(RateMissing):
        child_settle(child_order_id=child_of(bakery).pk, now=now)


def test_sweep_finds_what_came_back_later(received, now):
    assert children_settle_due(now=now) == {"settled": 1, "failed": 0}
    assert children_settle_due(now=now) == {"settled": 0, "failed": 0}

    refund(received, 100)

    assert children_settle_due(now=now) == {"settled": 1, "failed": 0}


def test_the_ledger_refuses_changes_and_deletions(received, now):
    child_settle(child_order_id=received.pk, now=now)
    entry = LedgerEntry.objects.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.filter(pk=entry.pk).update(fen=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        CommissionRate.objects.update(basis_points=1)

    assert LedgerEntry.objects.get(pk=entry.pk).fen == entry.fen


@pytest.mark.parametrize(("days", "basis_points"), [(-1, 500), (0, 10_001), (0, -1)])
def test_unusable_rate_is_refused(db, now, days, basis_points):
    before = CommissionRate.objects.count()

    with pytest.raises(RateInvalid):
        rate_set(
            goods_class="tea",
            since=timezone.localdate(now) + timedelta(days=days),
            basis_points=basis_points,
            actor=FINANCE,
            now=now,
        )

    assert CommissionRate.objects.count() == before


def test_one_rate_for_a_class_and_a_day(rates, now):
    with pytest.raises(RateSetBefore):
        rate_set(goods_class="", since=rates.since, basis_points=700, actor=FINANCE, now=now)
