"""What the operator sees."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

pytestmark = pytest.mark.django_db


def told(*arguments):
    out = StringIO()
    call_command("after_sales", *arguments, stdout=out)
    return out.getvalue()


def test_open_cases_are_listed_overdue_marked(mahua, peach, ask, approve, settle):
    done = ask({peach: 1})
    approve(done)
    settle()
    waiting = ask({mahua: 1}, now=timezone.now() - timedelta(days=3))

    text = "".join(told("--list").split())

    assert waiting.number in text
    assert "已逾期" in text
    assert done.number not in text
    assert done.number in "".join(told("--all").split())


def test_one_case_is_shown_with_its_history(mahua, ask, approve):
    case = ask({mahua: 2})
    approve(case)

    text = told("--case", case.number)

    assert "金牛麻花 ×2 ¥37.60" in text
    assert "after_sales.case.refunding staff:901" in text


def test_nothing_and_unknown_numbers_are_said(db):
    assert "没有售后单" in told("--list")
    with pytest.raises(CommandError, match="S9"):
        told("--case", "S9")
