import io

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from plugins.reconciliation.models import Difference
from plugins.reconciliation.selectors import period_of
from plugins.reconciliation.services.day_reconcile import day_reconcile
from plugins.reconciliation.workbook import workbook_write
from tests.unit.reconciliation.fixtures import DAY
from tests.unit.reconciliation.test_day_reconcile import NEXT_MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def day_with_a_stranger(bill_client, ledger_day, tmp_path):
    """One sale that only WeChat knows, under a number that looks like a formula."""
    ledger_day.paid("=T0001", fen=6960)
    day_reconcile(day=DAY, gateway=bill_client, folder=tmp_path, now=NEXT_MORNING)
    return tmp_path


def test_month_lists_differences_and_days_not_compared(day_with_a_stranger):
    told = io.StringIO()

    call_command("reconcile", month="2025-11", stdout=told)

    assert "11-19" in told.getvalue()
    assert "尚未对账" in told.getvalue()
    assert "差额 / gap 69.60 元" in told.getvalue()


def test_workbook_holds_summary_differences_and_rows_as_text(day_with_a_stranger):
    file = day_with_a_stranger / "day.xlsx"

    workbook_write(period=period_of(start=DAY, end=DAY), folder=day_with_a_stranger, to=file)

    summary, differences, rows = load_workbook(file).worksheets
    assert (summary["C2"].value, summary["F2"].value) == ("有差异", 69.6)
    assert differences["D2"].value == "=T0001"
    assert differences["D2"].data_type == "s"
    assert (rows["C2"].value, rows["C2"].data_type) == ("=T0001", "s")


def test_difference_is_resolved_by_its_number(day_with_a_stranger):
    number = Difference.objects.get(kind="only_at_wechat").pk

    call_command("reconcile", resolve=number, by="王会计", note="已退回", stdout=io.StringIO())

    assert Difference.objects.get(pk=number).state == "resolved"


def test_unreadable_month_is_refused():
    with pytest.raises(CommandError, match="YYYY-MM"):
        call_command("reconcile", month="November")
