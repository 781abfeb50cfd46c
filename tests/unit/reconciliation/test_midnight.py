"""What happens around midnight, and how one day hangs on the day before."""

from datetime import datetime, timedelta

import pytest

from plugins.reconciliation.models import BillDay, Difference
from plugins.reconciliation.rules import BEIJING
from plugins.reconciliation.selectors import month_of, period_of
from plugins.reconciliation.services.day_reconcile import day_reconcile
from plugins.reconciliation.services.difference_resolve import difference_resolve
from tests.unit.reconciliation.fixtures import DAY

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)
LATER = datetime(2025, 11, 25, 10, 5, tzinfo=BEIJING)
BEFORE_MIDNIGHT = datetime(2025, 11, 20, 23, 59, 59, tzinfo=BEIJING)
AFTER_MIDNIGHT = datetime(2025, 11, 21, 0, 0, 1, tzinfo=BEIJING)


@pytest.fixture
def reconcile(bill_client, tmp_path):
    def run(day, **changes):
        return day_reconcile(
            day=day, gateway=bill_client, folder=tmp_path / "bills", now=LATER, **changes
        )

    return run


@pytest.fixture
def one_sale(ledger_day, books):
    return books.paid("T00001", fen=6960, transaction_id=ledger_day.paid("T00001", fen=6960))


def standing():
    return list(Difference.objects.standing().values_list("bill__day", "kind", "reference"))


def test_refund_asked_before_midnight_and_accepted_after_is_no_difference(
    reconcile, one_sale, ledger_day, books
):
    accepted = ledger_day.refunded("T00001", "R00001", fen=100, total=6960, at=AFTER_MIDNIGHT)
    books.refunded(
        one_sale,
        "R00001",
        fen=100,
        refund_id=accepted,
        asked_at=BEFORE_MIDNIGHT,
        finished_at=AFTER_MIDNIGHT + timedelta(minutes=1),
    )

    reconcile(DAY)
    assert standing() == []
    trade, _ = reconcile(NEXT)

    assert standing() == []
    assert (trade.refunds_fen, trade.ours_refunds_fen) == (100, 100)
    assert period_of(start=DAY, end=NEXT).is_closed


def test_refund_that_takes_days_stands_on_the_day_it_was_accepted(
    reconcile, one_sale, ledger_day, books
):
    accepted = ledger_day.refunded("T00001", "R00001", fen=100, total=6960)
    books.refunded(
        one_sale,
        "R00001",
        fen=100,
        refund_id=accepted,
        finished_at=AFTER_MIDNIGHT + timedelta(days=2),
    )

    for back in range(4):
        reconcile(DAY + timedelta(days=back))

    assert standing() == []


def test_refund_no_bill_lists_is_found_on_the_day_it_ended(reconcile, one_sale, books):
    books.refunded(one_sale, "R00001", fen=100, refund_id="50009", finished_at=AFTER_MIDNIGHT)

    reconcile(DAY)
    assert standing() == []
    reconcile(NEXT)

    assert standing() == [(NEXT, "refund_only_here", "R00001")]


def test_difference_another_day_explains_goes_when_that_day_is_reconciled(
    reconcile, one_sale, ledger_day, books
):
    accepted = ledger_day.refunded("T00001", "R00001", fen=100, total=6960)
    books.refunded(one_sale, "R00001", fen=100, refund_id=accepted, finished_at=AFTER_MIDNIGHT)
    ledger_day.paid("T00002", fen=500, day=NEXT)
    books.paid("T00002", fen=500, transaction_id="4200" + "T00002".rjust(24, "0"), day=NEXT)
    reconcile(NEXT)
    assert standing() == [(NEXT, "refund_only_here", "R00001")]

    reconcile(DAY)

    assert standing() == []
    assert period_of(start=DAY, end=NEXT).is_closed


def test_balances_chain_from_day_to_day_over_a_quiet_one(reconcile, one_sale, ledger_day, books):
    third = DAY + timedelta(days=2)
    books.paid(
        "T00002", fen=500, transaction_id=ledger_day.paid("T00002", fen=500, day=third), day=third
    )

    for day in (DAY, NEXT, third):
        reconcile(day)

    balances = list(BillDay.objects.filter(kind="funds").values_list("opening_fen", "closing_fen"))
    assert balances == [(0, 6918), (None, None), (6918, 7415)]
    assert standing() == []
    assert period_of(start=DAY, end=third).opening_fen == 0
    assert period_of(start=DAY, end=third).closing_fen == 7415


def test_opening_that_differs_is_listed_and_goes_when_the_day_before_is_mended(
    reconcile, one_sale, ledger_day, books
):
    books.paid(
        "T00002", fen=500, transaction_id=ledger_day.paid("T00002", fen=500, day=NEXT), day=NEXT
    )
    reconcile(DAY)
    before = BillDay.objects.get(kind="funds", day=DAY)
    BillDay.objects.filter(pk=before.pk).update(closing_fen=before.closing_fen - 7)

    reconcile(NEXT)
    assert standing() == [(NEXT, "opening_differs", "opening")]
    reconcile(DAY)

    assert standing() == []


def test_month_closes_with_every_difference_explained(reconcile, one_sale, ledger_day):
    ledger_day.refunded("T00001", "R00001", fen=100, total=6960)
    for number in range(1, 25):
        reconcile(DAY.replace(day=number))
    month = month_of(year=2025, month=11, until=DAY.replace(day=24))
    assert not month.is_closed
    assert (month.missing, month.gap_fen, month.unlisted_fen) == ([], -100, 0)

    number = Difference.objects.get().pk
    difference_resolve(number=number, by="王会计", note="商户平台手工退款", now=LATER)

    assert month.is_closed
    reconcile(DAY, refetch=True)
    assert month_of(year=2025, month=11, until=DAY.replace(day=24)).is_closed


def test_day_whose_bill_has_to_be_fetched_again_is_not_closed(reconcile, one_sale, world):
    reconcile(DAY)
    world.faults.arm("bill.wrong_hash")

    with pytest.raises(Exception, match="SHA-1"):
        reconcile(DAY, refetch=True)

    assert period_of(start=DAY, end=DAY).missing == [DAY]
