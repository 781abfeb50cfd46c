import io
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from openpyxl import load_workbook

from plugins.kernel.transitions import MoveRefused
from plugins.marketplace.public import RoleMissing
from plugins.settlement import errors
from plugins.settlement.models import LedgerEntry, Payout, Period
from plugins.settlement.selectors import balance_of, statement_of
from plugins.settlement.services.adjustment_record import adjustment_record
from plugins.settlement.services.child_settle import child_settle
from plugins.settlement.services.payout_record import payout_record
from plugins.settlement.services.period_agree import (
    dispute_answer,
    period_confirm,
    period_dispute,
    periods_confirm_silent,
)
from plugins.settlement.services.period_close import CONFIRM_WITHIN, period_close
from plugins.settlement.services.periods_close import last_month_end, periods_close_month
from plugins.settlement.statement import statement_as_pdf, statement_as_workbook
from plugins.settlement.states import EntryKind
from tests.unit.settlement.conftest import FINANCE, next_month

pytestmark = pytest.mark.django_db
REFERENCE = "ICBC-20261101-0001"


@pytest.fixture
def later(now):
    return next_month(now)


@pytest.fixture
def period(received, orchard, now, later) -> Period:
    """Last month of the orchard, closed on the first."""
    child_settle(child_order_id=received.pk, now=now)
    period = period_close(
        enterprise_id=orchard.pk,
        ends_on=last_month_end(timezone.localdate(later)),
        actor=FINANCE,
        now=later,
    )
    assert period is not None
    return period


def owed(received) -> int:
    return 9980 + received.shipping_fen - 499


def test_period_counts_what_was_booked_in_it(period, received, orchard):
    assert (period.opening_fen, period.closing_fen) == (0, owed(received))
    assert set(orchard.entries.values_list("period", flat=True)) == {period.pk}
    assert statement_of(period_id=period.pk).totals == {
        EntryKind.SALE: 9980,
        EntryKind.SHIPPING: received.shipping_fen,
        EntryKind.COMMISSION: -499,
    }


def test_closing_again_returns_the_same_period(period, orchard, later):
    again = period_close(enterprise_id=orchard.pk, ends_on=period.ends_on, actor=FINANCE, now=later)

    assert again == period
    assert Period.objects.count() == 1


def test_a_day_that_is_not_over_is_not_closed(received, orchard, now):
    child_settle(child_order_id=received.pk, now=now)

    with pytest.raises(errors.PeriodTooEarly):
        period_close(
            enterprise_id=orchard.pk, ends_on=timezone.localdate(now), actor=FINANCE, now=now
        )

    assert not Period.objects.exists()


def test_nothing_booked_makes_no_period(rates, orchard, later):
    assert (
        period_close(
            enterprise_id=orchard.pk,
            ends_on=last_month_end(timezone.localdate(later)),
            actor=FINANCE,
            now=later,
        )
        is None
    )


def test_enterprise_confirms_and_is_paid(period, received, orchard, accountant_sun, later):
    period_confirm(actor=accountant_sun, period_id=period.pk, now=later)
    payout = payout_record(period_id=period.pk, reference=REFERENCE, actor=FINANCE, now=later)

    period.refresh_from_db()
    assert (period.state, payout.state, payout.fen) == ("paid", "done", owed(received))
    assert balance_of(enterprise_id=orchard.pk) == 0
    again = payout_record(period_id=period.pk, reference=REFERENCE, actor=FINANCE, now=later)
    assert again == payout


def test_what_was_paid_out_is_not_paid_again_with_the_next_period(
    period, orchard, accountant_sun, later
):
    period_confirm(actor=accountant_sun, period_id=period.pk, now=later)
    adjustment_record(
        enterprise_id=orchard.pk, fen=-300, note="补收包装费", key="pack", actor=FINANCE, now=later
    )
    month_after = next_month(later)

    following = period_close(
        enterprise_id=orchard.pk,
        ends_on=last_month_end(timezone.localdate(month_after)),
        actor=FINANCE,
        now=month_after,
    )

    assert following is not None
    assert (following.opening_fen, following.closing_fen) == (0, -300)
    assert following.starts_on == period.ends_on + timedelta(days=1)


def test_what_an_enterprise_owes_opens_the_next_period(orchard, accountant_sun, rates, now, later):
    adjustment_record(
        enterprise_id=orchard.pk, fen=-300, note="补收包装费", key="pack", actor=FINANCE, now=now
    )
    first = period_close(
        enterprise_id=orchard.pk,
        ends_on=last_month_end(timezone.localdate(later)),
        actor=FINANCE,
        now=later,
    )
    period_confirm(actor=accountant_sun, period_id=first.pk, now=later)
    adjustment_record(
        enterprise_id=orchard.pk, fen=500, note="活动补贴", key="bonus", actor=FINANCE, now=later
    )
    month_after = next_month(later)

    second = period_close(
        enterprise_id=orchard.pk,
        ends_on=last_month_end(timezone.localdate(month_after)),
        actor=FINANCE,
        now=month_after,
    )

    assert (second.opening_fen, second.closing_fen) == (-300, 200)
    assert not Payout.objects.exists()


def test_next_period_waits_until_both_sides_agree(period, orchard, later):
    adjustment_record(
        enterprise_id=orchard.pk, fen=1, note="零头", key="one", actor=FINANCE, now=later
    )
    month_after = next_month(later)

    with pytest.raises(errors.LastPeriodOpen):
        period_close(
            enterprise_id=orchard.pk,
            ends_on=last_month_end(timezone.localdate(month_after)),
            actor=FINANCE,
            now=month_after,
        )
    assert periods_close_month(now=month_after, actor=FINANCE) == {"closed": 0, "waiting": 1}


def test_objection_is_answered_with_an_adjustment_and_asked_anew(
    period, received, orchard, accountant_sun, later
):
    period_dispute(actor=accountant_sun, period_id=period.pk, objection="少算一箱桃", now=later)
    answered = dispute_answer(
        period_id=period.pk, adjustment_fen=4990, answer="补一箱", actor=FINANCE, now=later
    )

    assert (answered.state, answered.closing_fen) == ("closed", owed(received) + 4990)
    period_confirm(actor=accountant_sun, period_id=period.pk, now=later)
    assert Payout.objects.get().fen == owed(received) + 4990
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(
            enterprise=orchard,
            kind="adjustment",
            fen=1,
            key="late",
            note="晚了",
            booked_by=FINANCE,
            booked_at=later,
            period=period,
        )


@pytest.mark.parametrize("text", ["", "   "])
def test_objection_says_what_is_wrong(period, accountant_sun, later, text):
    with pytest.raises(errors.DisputeEmpty):
        period_dispute(actor=accountant_sun, period_id=period.pk, objection=text, now=later)

    period.refresh_from_db()
    assert period.state == "closed"


def test_silence_is_consent_after_a_week(period, later):
    assert periods_confirm_silent(now=later + CONFIRM_WITHIN - timedelta(seconds=1)) == 0
    assert periods_confirm_silent(now=later + CONFIRM_WITHIN) == 1

    period.refresh_from_db()
    assert period.state == "confirmed"


def test_other_roles_and_other_enterprises_have_no_say(period, packer_liu, stranger_peng, later):
    with pytest.raises(RoleMissing):
        period_confirm(actor=packer_liu, period_id=period.pk, now=later)
    with pytest.raises(errors.PeriodNotFound):
        period_confirm(actor=stranger_peng, period_id=period.pk, now=later)
    with pytest.raises(errors.PeriodNotFound):
        period_dispute(actor=stranger_peng, period_id=period.pk, objection="x", now=later)
    with pytest.raises(errors.PeriodNotFound):
        statement_of(period_id=period.pk, enterprise_id=stranger_peng.enterprise_id)

    period.refresh_from_db()
    assert period.state == "closed"


def test_unconfirmed_period_is_not_paid(period, later):
    with pytest.raises(errors.NothingToPay):
        payout_record(period_id=period.pk, reference=REFERENCE, actor=FINANCE, now=later)


def test_one_transfer_pays_one_period(period, accountant_sun, later):
    period_confirm(actor=accountant_sun, period_id=period.pk, now=later)
    with pytest.raises(errors.ReferenceInvalid):
        payout_record(period_id=period.pk, reference="x", actor=FINANCE, now=later)
    payout_record(period_id=period.pk, reference=REFERENCE, actor=FINANCE, now=later)
    with pytest.raises(MoveRefused):
        payout_record(period_id=period.pk, reference="ICBC-OTHER-1", actor=FINANCE, now=later)

    assert Payout.objects.get().reference == REFERENCE


@pytest.mark.parametrize(("fen", "note"), [(0, "没有金额"), (100, " ")])
def test_adjustment_needs_amount_and_reason(orchard, now, fen, note):
    with pytest.raises(errors.AdjustmentInvalid):
        adjustment_record(
            enterprise_id=orchard.pk, fen=fen, note=note, key="k", actor=FINANCE, now=now
        )

    assert not LedgerEntry.objects.exists()


def test_statement_as_workbook_adds_up(period, received):
    book = load_workbook(io.BytesIO(statement_as_workbook(statement_of(period_id=period.pk))))

    sums = {row[0]: row[1] for row in book["汇总"].values}
    amounts = [row[4] for row in list(book["明细"].values)[1:]]
    assert sums["企业"] == "沼山桃社"
    assert round(sums["本期应结"] * 100) == owed(received)
    assert round(sum(amounts) * 100) == owed(received)


def test_statement_as_pdf_is_the_same_for_the_same_facts(period, later):
    statement = statement_of(period_id=period.pk)

    pdf = statement_as_pdf(statement, now=later)

    assert pdf.startswith(b"%PDF")
    assert pdf == statement_as_pdf(statement, now=later)


@pytest.mark.django_db(transaction=True)
def test_confirming_twice_at_once_plans_one_payout(period, accountant_sun, later):
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def confirm() -> None:
        start.wait()
        try:
            period_confirm(actor=accountant_sun, period_id=period.pk, now=later)
            outcomes.append("confirmed")
        except MoveRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["confirmed", "refused"]
    assert Payout.objects.count() == 1
