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
    assert "交易差额 / trade gap 69.60 元" in told.getvalue()
    assert "未列明 / unlisted 0.00 元" in told.getvalue()


def test_workbook_holds_summary_differences_and_rows_as_text(day_with_a_stranger):
    file = day_with_a_stranger / "day.xlsx"

    workbook_write(period=period_of(start=DAY, end=DAY), folder=day_with_a_stranger, to=file)

    book = load_workbook(file)
    assert book.sheetnames == [
        "汇总 Summary",
        "日报 Days",
        "差异 Differences",
        "跨日 Carried over",
        "11-20 交易账单",
        "11-20 资金账单",
    ]
    summary, days, differences, _, trade, funds = book.worksheets
    assert [cell.value for cell in summary["A"]][:2] == ["对账期间", "结论"]
    account = [tuple(cell.value for cell in row) for row in summary.iter_rows(min_row=11)]
    assert account == [
        ("期初余额 opening", None, 0, None),
        ("手续费", 1, 0, 0.42),
        ("交易", 1, 69.6, 0),
        ("期末余额 closing", None, 69.18, None),
    ]
    assert (days["C2"].value, days["F2"].value) == ("有差异", 69.6)
    assert differences["D2"].value == "=T0001"
    assert differences["D2"].data_type == "s"
    assert (trade["C2"].value, trade["C2"].data_type) == ("=T0001", "s")
    assert [row[6].value for row in funds.iter_rows(min_row=2)] == [69.6, -0.42]


def test_difference_is_resolved_by_its_number(day_with_a_stranger):
    number = Difference.objects.get(kind="only_at_wechat").pk

    call_command("reconcile", resolve=number, by="王会计", note="已退回", stdout=io.StringIO())

    assert Difference.objects.get(pk=number).state == "resolved"


def test_unreadable_month_is_refused():
    with pytest.raises(CommandError, match="YYYY-MM"):
        call_command("reconcile", month="November")
