from datetime import datetime, timedelta

import pytest

from plugins.kernel.audit import history_of
from plugins.kernel.transitions import MoveRefused
from plugins.reconciliation.bill_store import is_kept
from plugins.reconciliation.errors import DayNotOver, DifferenceNotFound, NoteMissing
from plugins.reconciliation.models import BillDay, Difference
from plugins.reconciliation.rules import BEIJING
from plugins.reconciliation.selectors import month_of, period_of
from plugins.reconciliation.services.day_reconcile import day_reconcile
from plugins.reconciliation.services.days_sweep import days_sweep
from plugins.reconciliation.services.difference_resolve import difference_resolve
from plugins.wechat_pay.protocol.bills import BillDamaged, StatementCreating
from tests.unit.reconciliation.fixtures import DAY

pytestmark = pytest.mark.django_db
NEXT_MORNING = datetime(2025, 11, 21, 10, 5, tzinfo=BEIJING)


@pytest.fixture
def reconcile(bill_client, tmp_path):
    def run(**changes):
        given = {"day": DAY, "now": NEXT_MORNING, **changes}
        return day_reconcile(gateway=bill_client, folder=tmp_path / "bills", **given)

    return run


@pytest.fixture
def one_sale(ledger_day, books):
    """The same sale of 69.60 yuan in both books."""
    return books.paid("T00001", fen=6960, transaction_id=ledger_day.paid("T00001", fen=6960))


def listed() -> list[tuple[object, ...]]:
    fields = ("kind", "reference", "ours_fen", "theirs_fen", "state")
    return list(Difference.objects.values_list(*fields))


def test_equal_books_match_to_the_fen(reconcile, one_sale, ledger_day, books):
    refund_id = ledger_day.refunded("T00001", "R00001", fen=1000, total=6960)
    books.refunded(one_sale, "R00001", fen=1000, refund_id=refund_id)

    trade, funds = reconcile()

    assert (trade.state, funds.state) == ("matched", "matched")
    assert (trade.payments, trade.payments_fen, trade.ours_payments_fen) == (1, 6960, 6960)
    assert (trade.refunds, trade.refunds_fen, trade.ours_refunds_fen) == (1, 1000, 1000)
    assert (trade.fees_fen, funds.net_fen) == (36, 5924)
    assert listed() == []


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (
            "bill.missing_row",
            [("only_here", 6960, None), ("fund_of_other_day", None, 6918)],
        ),
        (
            "bill.changed_amount",
            [("amount_differs", 6960, 6961), ("fund_amount_differs", 6961, 6960)],
        ),
        (
            "bill.changed_fee",
            [("fee_differs", 42, 43), ("fund_fee_differs", -43, -42)],
        ),
    ],
)
def test_wrong_bill_is_listed_and_stands_out_in_the_funds(
    reconcile, one_sale, ledger_day, books, world, fault, expected
):
    books.paid("T00002", fen=100, transaction_id=ledger_day.paid("T00002", fen=100, hour=10))
    world.faults.arm(fault)

    trade, funds = reconcile()

    assert (trade.state, funds.state) == ("differing", "differing")
    assert listed() == [(kind, "T00001", ours, theirs, "open") for kind, ours, theirs in expected]
    assert period_of(start=DAY, end=DAY).unlisted_fen == 0


def test_row_nobody_knows_is_listed(reconcile, one_sale, world):
    world.faults.arm("bill.extra_row")

    reconcile()

    difference = Difference.objects.get(kind="only_at_wechat")
    assert difference.reference.startswith("strange")
    assert (difference.ours_fen, difference.theirs_fen) == (None, 6960)
    assert "退回买家" in difference.advice.next_zh


def test_payment_whose_notification_was_lost_is_listed(reconcile, ledger_day, books):
    ledger_day.paid("T00001", fen=500)
    books.opened("T00001", fen=500)

    reconcile()

    assert listed() == [("state_differs", "T00001", None, 500, "open")]


def test_refunds_differ_in_every_way(reconcile, one_sale, ledger_day, books):
    ledger_day.refunded("T00001", "R00001", fen=100, total=6960)  # unknown here
    unheard = ledger_day.refunded("T00001", "R00002", fen=200, total=6960)
    books.refunded(one_sale, "R00002", fen=300, refund_id=unheard)  # other amount
    ledger_day.refunded("T00001", "R00003", fen=400, total=6960)
    books.refunded(one_sale, "R00003", fen=400, refund_id=None)  # not known as accepted
    books.refunded(one_sale, "R00004", fen=500, refund_id="50009")  # not in the bill

    reconcile()

    assert listed() == [
        ("refund_only_at_wechat", "R00001", None, 100, "open"),
        ("refund_amount_differs", "R00002", 300, 200, "open"),
        ("refund_state_differs", "R00003", None, 400, "open"),
        ("refund_only_here", "R00004", 500, None, "open"),
    ]
    assert period_of(start=DAY, end=DAY).unlisted_fen == 0


def test_day_without_trade_is_empty_and_needs_no_second_question(reconcile):
    trade, funds = reconcile()

    assert (trade.state, funds.state) == ("empty", "empty")
    assert month_of(year=2025, month=11, until=DAY).missing[-1] == DAY - timedelta(days=1)


def test_nothing_at_wechat_but_something_here_is_listed(reconcile, books):
    books.paid("T00001", fen=100, transaction_id="42001")

    trade, _ = reconcile()

    assert trade.state == "differing"
    assert listed() == [("only_here", "T00001", 100, None, "open")]


def test_running_again_changes_nothing(reconcile, one_sale):
    first = reconcile()

    second = reconcile(now=NEXT_MORNING + timedelta(hours=1))

    assert [bill.state for bill in second] == ["matched", "matched"]
    assert second[0].fetched_at == first[0].fetched_at
    assert BillDay.objects.count() == 2


def test_difference_that_is_gone_is_closed_and_its_history_kept(reconcile, one_sale, world):
    world.faults.arm("bill.changed_fee")
    reconcile()

    trade, funds = reconcile(refetch=True)

    assert (trade.state, funds.state) == ("matched", "matched")
    assert [row[4] for row in listed()] == ["gone", "gone"]
    moves = history_of(Difference.objects.first()).values_list("action", flat=True)
    assert list(moves) == ["reconciliation.difference.gone"]


def test_explained_difference_stays_explained_until_its_amount_changes(
    reconcile, ledger_day, books, one_sale
):
    ledger_day.refunded("T00001", "R00001", fen=100, total=6960)
    reconcile()
    number = Difference.objects.get().pk
    difference_resolve(number=number, by="王会计", note="商户平台手工退款", now=NEXT_MORNING)

    reconcile()
    assert listed()[0][4] == "resolved"

    books.refunded(one_sale, "R00001", fen=90, refund_id="50009")
    reconcile()
    assert [(row[0], row[4]) for row in listed()] == [
        ("refund_only_at_wechat", "resolved"),
        ("refund_amount_differs", "open"),
    ]
    explained = Difference.objects.get(pk=number)
    assert (explained.resolved_by, explained.note) == ("王会计", "商户平台手工退款")


def test_difference_needs_a_name_and_a_note_and_is_resolved_once(reconcile, ledger_day):
    ledger_day.paid("T00001", fen=100)
    reconcile()
    number = Difference.objects.get().pk

    with pytest.raises(NoteMissing):
        difference_resolve(number=number, by="王会计", note=" ", now=NEXT_MORNING)
    with pytest.raises(DifferenceNotFound):
        difference_resolve(number=0, by="王会计", note="查无", now=NEXT_MORNING)
    assert listed()[0][4] == "open"

    difference_resolve(number=number, by="王会计", note="另一系统收款", now=NEXT_MORNING)
    with pytest.raises(MoveRefused):
        difference_resolve(number=number, by="王会计", note="再次", now=NEXT_MORNING)


def test_damaged_bill_is_not_compared_and_the_old_one_survives(
    reconcile, one_sale, world, tmp_path
):
    trade, _ = reconcile()
    kept = tmp_path / "bills" / trade.file_name
    world.faults.arm("bill.wrong_hash")

    with pytest.raises(BillDamaged):
        reconcile(refetch=True)

    trade.refresh_from_db()
    assert trade.state == "awaited"
    assert trade.last_error.startswith("BillDamaged")
    assert is_kept(kept, sha1=trade.sha1)
    assert [path.name for path in kept.parent.iterdir() if path.name.startswith(".")] == []


def test_file_changed_on_disk_is_fetched_anew(reconcile, one_sale, tmp_path):
    trade, _ = reconcile()
    path = tmp_path / "bills" / trade.file_name
    path.write_bytes(path.read_bytes()[:-9])

    trade, _ = reconcile()

    assert trade.state == "matched"
    assert is_kept(path, sha1=trade.sha1)


def test_day_that_is_not_over_is_refused(reconcile):
    with pytest.raises(DayNotOver):
        reconcile(day=NEXT_MORNING.date())

    assert not BillDay.objects.exists()


def test_bill_in_the_making_is_tried_again_after_half_an_hour(
    bill_client, one_sale, world, tmp_path
):
    def sweep(now):
        return days_sweep(now=now, gateway=bill_client, folder=tmp_path)

    world.faults.arm("bill.creating", times=7)
    first = sweep(NEXT_MORNING)
    assert first[DAY] == "STATEMENT_CREATING"
    world.faults.clear()

    assert sweep(NEXT_MORNING + timedelta(minutes=29)) == {}
    assert sweep(NEXT_MORNING + timedelta(minutes=31))[DAY] == "done"
    assert sweep(NEXT_MORNING + timedelta(minutes=41)) == {}


def test_sweep_waits_for_ten_o_clock_in_beijing(bill_client, one_sale, tmp_path):
    early = NEXT_MORNING.replace(hour=9)

    assert DAY not in days_sweep(now=early, gateway=bill_client, folder=tmp_path)
    assert days_sweep(now=NEXT_MORNING, gateway=bill_client, folder=tmp_path) == {DAY: "done"}


def test_creating_is_told_from_other_refusals(reconcile, world, one_sale):
    world.faults.arm("bill.creating")

    with pytest.raises(StatementCreating):
        reconcile()

    bill = BillDay.objects.get(kind="trade")
    assert bill.try_after == NEXT_MORNING + timedelta(minutes=30)
