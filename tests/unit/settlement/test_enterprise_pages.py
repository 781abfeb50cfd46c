"""An enterprise reads its statements, agrees or objects; only who keeps its books does."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from saleor.account.models import User

from plugins.settlement.models import LedgerEntry, Period
from plugins.settlement.services.period_agree import period_confirm
from plugins.settlement.states import EntryKind
from tests.unit.console.conftest import browser_of
from tests.unit.settlement.test_periods import later, period

__all__ = ["browser_of", "later", "period"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def books(accountant_sun, browser_of):
    """会计 Sun's browser."""
    return browser_of(User.objects.get(pk=accountant_sun.user_id))


def at(page: str, *ids: int) -> str:
    return reverse(f"enterprise:{page}", args=ids)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def test_balance_and_statement_show_what_is_owed(books, period, received):
    shown = text_of(books.get(at("settlement")))
    page = text_of(books.get(at("settlement_period", period.pk)))

    closing = f"¥{period.closing_fen / 100:,.2f}"
    assert closing in shown
    assert "待企业确认" in shown
    for words in (closing, "¥99.80", "-¥4.99", "5.00%", received.number):
        assert words in page
    assert at("order", received.number) not in page  # the accountant does not ship


def test_statement_waits_on_the_first_screen_with_its_deadline(books, period):
    shown = text_of(books.get("/enterprise/"))

    assert "结算单待确认" in shown
    assert "前确认或提出异议" in shown


def test_agreed_statement_is_to_be_paid(books, period):
    shown = text_of(books.post(at("period_confirm", period.pk), follow=True))

    period.refresh_from_db()
    assert (period.state, period.payout.fen) == ("confirmed", period.closing_fen)
    assert "付款 <span" in shown
    assert "结算单待确认" not in text_of(books.get("/enterprise/"))


def test_objection_reaches_the_platform(books, period):
    shown = text_of(
        books.post(at("period_dispute", period.pk), {"objection": "少算一箱"}, follow=True)
    )

    period.refresh_from_db()
    assert (period.state, period.dispute) == ("disputed", "少算一箱")
    assert "少算一箱" in shown


def test_objection_without_words_changes_nothing(books, period):
    shown = text_of(books.post(at("period_dispute", period.pk), {"objection": " "}, follow=True))

    period.refresh_from_db()
    assert period.state == "closed"
    assert "请说明异议" in shown


@pytest.mark.parametrize("page", ["period_confirm", "period_dispute"])
def test_who_comes_second_is_told_so(books, period, accountant_sun, later, page):
    period_confirm(actor=accountant_sun, period_id=period.pk, now=later)

    shown = text_of(books.post(at(page, period.pk), {"objection": "x"}, follow=True))

    assert "这份结算单已是“已确认”，没有改动" in shown
    period.refresh_from_db()
    assert (period.state, period.dispute) == ("confirmed", "")


def test_statement_is_handed_out_as_files(books, period):
    pdf = books.get(at("period_pdf", period.pk))
    workbook = books.get(at("period_xlsx", period.pk))

    assert pdf.content.startswith(b"%PDF")
    assert workbook.content.startswith(b"PK")
    assert "attachment" in workbook["Content-Disposition"]


def test_packers_see_no_money(browser_of, packer_liu, period):
    browser = browser_of(User.objects.get(pk=packer_liu.user_id))

    first = text_of(browser.get("/enterprise/"))
    assert at("settlement") not in first
    assert "结算单待确认" not in first
    assert browser.get(at("settlement")).status_code == 403
    for page in ("settlement_period", "period_pdf", "period_xlsx"):
        assert browser.get(at(page, period.pk)).status_code == 403
    for page in ("period_confirm", "period_dispute"):
        assert browser.post(at(page, period.pk), {"objection": "x"}).status_code == 403
    period.refresh_from_db()
    assert period.state == "closed"


def test_other_enterprises_statements_do_not_exist(browser_of, stranger_peng, period):
    browser = browser_of(User.objects.get(pk=stranger_peng.user_id))

    for page in ("settlement_period", "period_pdf", "period_xlsx"):
        assert browser.get(at(page, period.pk)).status_code == 404
    for page in ("period_confirm", "period_dispute"):
        assert browser.post(at(page, period.pk), {"objection": ""}).status_code == 404
    shown = text_of(browser.get(at("settlement")))
    assert "还没有结算单" in shown
    period.refresh_from_db()
    assert period.state == "closed"


@pytest.fixture
def many(orchard, now) -> Period:
    """Two hundred statements, entries in the last, and entries since."""
    first = date(2000, 1, 1)
    periods = Period.objects.bulk_create(
        Period(
            enterprise=orchard,
            starts_on=first + timedelta(days=number),
            ends_on=first + timedelta(days=number),
            state="closed",
            opening_fen=0,
            closing_fen=0,
            closed_at=now,
            confirm_by=now,
        )
        for number in range(200)
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            enterprise=orchard,
            kind=EntryKind.ADJUSTMENT.value,
            fen=100,
            key=f"{number}",
            note="补一箱",
            booked_by="staff:1",
            booked_at=now,
            period=periods[-1] if number < 200 else None,
        )
        for number in range(400)
    )
    return periods[-1]


def test_two_hundred_rows_take_a_bounded_number_of_queries(
    books, many, django_assert_max_num_queries
):
    for url in (at("settlement"), at("settlement_period", many.pk), "/enterprise/"):
        with django_assert_max_num_queries(28):
            assert books.get(url).status_code == 200
