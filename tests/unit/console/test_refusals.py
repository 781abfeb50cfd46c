"""Whoever stands before a closed door of a console reads why, in Chinese, and finds the way back."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_page_that_is_not_there_leads_back(finance):
    answer = finance.get("/console/nothing/of/the/kind/")

    shown = answer.content.decode()
    assert answer.status_code == 404
    assert "没有这一页" in shown
    assert '<a class="console-button console-button--primary" href="/console/">' in shown
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_page_of_another_role_says_so(finance):
    answer = finance.get("/console/mall_brand/licence/")

    assert answer.status_code == 403
    assert "您的角色里没有这件事" in answer.content.decode()


def test_form_without_its_secret_changes_nothing_and_says_so(finance):
    finance.handler.enforce_csrf_checks = True

    answer = finance.post("/console/logout/")

    assert answer.status_code == 403
    assert "没有提交，什么也没有改动" in answer.content.decode()
    assert finance.get("/console/").status_code == 200


@pytest.mark.parametrize("path", ["/staff/nothing/", "/nothing"])
def test_elsewhere_nothing_is_said_of_a_console(path):
    answer = Client().get(path)

    assert answer.status_code == 404
    assert "/console/" not in answer.content.decode()
