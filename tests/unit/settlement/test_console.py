"""Finance works on settlement in the console; others look or see nothing."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from brand_theme.console.roles import Role
from plugins.brand.public import GoodsClass
from plugins.settlement.models import CommissionRate
from plugins.settlement.services.child_settle import child_settle
from plugins.settlement.services.period_agree import period_confirm, period_dispute
from tests.unit.console.conftest import browser_of, roles, somebody
from tests.unit.settlement.test_periods import later, period

__all__ = ["browser_of", "later", "period", "roles", "somebody"]
pytestmark = pytest.mark.django_db
REFERENCE = "ICBC-20261101-0001"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def finance(somebody, browser_of):
    return browser_of(somebody(Role.FINANCE))


def page(period) -> str:
    return reverse("console:mall_settlement_period_change", args=[period.pk])


def act(browser, obj, action, **data):
    meta = obj._meta
    url = reverse(f"console:{meta.app_label}_{meta.model_name}_act", args=[obj.pk, action])
    return browser.post(url, {"key": "k" * 32, **data})


def test_period_shows_sums_and_entries(finance, period):
    shown = finance.get(page(period)).content.decode()

    assert "沼山桃社" in shown
    assert "¥99.80" in shown
    assert "-¥4.99" in shown


@pytest.mark.parametrize("name", ["period", "ledgerentry", "commissionrate"])
def test_lists_take_a_bounded_number_of_queries(
    finance, received, now, name, django_assert_max_num_queries
):
    child_settle(child_order_id=received.pk, now=now)

    with django_assert_max_num_queries(14):
        answer = finance.get(reverse(f"console:mall_settlement_{name}_changelist"))

    assert answer.status_code == 200


def test_finance_answers_an_objection(finance, period, accountant_sun, later):
    period_dispute(actor=accountant_sun, period_id=period.pk, objection="少算一箱", now=later)
    before = period.closing_fen

    answer = act(finance, period, "answer", amount="49.90", answer="补一箱")

    period.refresh_from_db()
    assert answer.status_code == 302
    assert (period.state, period.closing_fen) == ("closed", before + 4990)


def test_finance_records_the_transfer(finance, period, accountant_sun, later):
    period_confirm(actor=accountant_sun, period_id=period.pk, now=later)

    assert act(finance, period, "pay", reference="x").status_code == 200
    assert act(finance, period, "pay", reference=REFERENCE).status_code == 302

    period.refresh_from_db()
    assert (period.state, period.payout.reference) == ("paid", REFERENCE)


def test_statement_is_handed_out_as_files(finance, period):
    pdf = act(finance, period, "pdf")
    workbook = act(finance, period, "workbook")

    assert pdf.content.startswith(b"%PDF")
    assert workbook.content.startswith(b"PK")
    assert "zhaoshan" in pdf["Content-Disposition"] or "taoshe" in pdf["Content-Disposition"]


def test_finance_sets_a_rate_from_the_list_whatever_rates_there_are(finance):
    GoodsClass.objects.create(slug="fruit", name="鲜果", standard="", proof_need="none")
    listed = reverse("console:mall_settlement_commissionrate_changelist")
    url = reverse("console:mall_settlement_commissionrate_list_act", args=["set"])
    assert url.removeprefix(listed) in finance.get(listed).content.decode()

    sent = {"key": "k" * 32, "goods_class": "fruit", "since": "2099-01-01", "percent": "3.5"}
    answer = finance.post(url, sent)

    assert answer.status_code == 302
    assert CommissionRate.objects.get(since="2099-01-01").basis_points == 350
    assert "鲜果" in finance.get(listed).content.decode()


def test_the_brand_office_looks_and_service_sees_nothing(somebody, browser_of, period):
    office = browser_of(somebody(Role.BRAND_OFFICE))
    service = browser_of(somebody(Role.SERVICE))

    assert office.get(page(period)).status_code == 200
    assert act(office, period, "pay", reference=REFERENCE).status_code == 403
    assert service.get(page(period)).status_code == 403
