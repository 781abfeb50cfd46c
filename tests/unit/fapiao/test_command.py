from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.kernel.audit import history_of
from tests.unit.fapiao.conftest import NOW, enterprise


def run(monkeypatch, **options) -> str:
    monkeypatch.setenv("COLUMNS", "240")
    out = io.StringIO()
    call_command("fapiao", stdout=out, **options)
    return out.getvalue()


def rows_of(path) -> list[dict[str, object]]:
    sheet = load_workbook(path).active
    heading, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_list_shows_who_waits_and_hides_names(requested, paid, monkeypatch):
    shown = run(monkeypatch)

    assert paid.number in shown
    assert "¥26.80" in shown
    assert "李***" in shown
    assert "李晓梅" not in shown
    assert "li@example.com" not in shown


def test_list_of_a_state_that_nothing_is_in_says_so(requested, monkeypatch):
    assert "No fapiao requests" in run(monkeypatch, state="issued")


def test_workbook_is_masked(requested, paid, tmp_path, monkeypatch):
    path = tmp_path / "fapiao.xlsx"

    said = run(monkeypatch, export=path)

    assert "已导出 1 条" in said
    [row] = rows_of(path)
    assert (row["订单号"], row["抬头"], row["邮箱"]) == (
        f"{paid.number}-1",
        "李***",
        "l***@example.com",
    )
    assert Decimal(str(row["金额（元）"])) == Decimal("26.8")
    assert history_of(requested).count() == 1
    assert path.stat().st_mode & 0o777 == 0o600


def test_unmasked_workbook_is_written_down(requested, tmp_path, monkeypatch):
    path = tmp_path / "fapiao.xlsx"

    run(monkeypatch, export=path, unmask="七月开票")

    [row] = rows_of(path)
    assert (row["抬头"], row["邮箱"]) == ("李晓梅", "li@example.com")
    entry = history_of(requested).last()
    assert (entry.action, entry.reason) == ("fapiao.request.revealed", "七月开票")
    assert entry.actor == "operator:command_line"


def test_title_is_no_formula(paid, buyer_li, tmp_path, monkeypatch):
    title = '=HYPERLINK("https://example.com")'
    fapiao_request(order_number=paid.number, buyer=buyer_li, details=enterprise(title), now=NOW)
    path = tmp_path / "fapiao.xlsx"

    run(monkeypatch, export=path)

    [cell] = [cell for cell in load_workbook(path).active["G"] if cell.value == title]
    assert cell.data_type == "s"


def test_empty_purpose_and_unwritable_place_are_refused(requested, tmp_path, monkeypatch):
    with pytest.raises(CommandError, match="说明用途"):
        run(monkeypatch, unmask=" ")
    with pytest.raises(CommandError, match="cannot be written"):
        run(monkeypatch, export=tmp_path / "nowhere" / "fapiao.xlsx")

    assert history_of(requested).count() == 1
