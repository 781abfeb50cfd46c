"""The enterprises' console: members only, and never staff."""

import pytest
from django.apps import apps
from django.test import Client

from brand_theme.console.roles import Role
from tests.unit.console.conftest import PASSWORD

LOGIN = "/enterprise/login/"


def is_li(user) -> bool:
    return user.email == "li@example.com"


@pytest.fixture
def members(monkeypatch):
    """A capability that has Li among its members."""
    config = apps.get_app_config("mall_orders")
    monkeypatch.setattr(
        type(config), "enterprise_membership", "tests.unit.console.test_enterprise.is_li"
    )


def test_without_a_capability_nobody_is_a_member(buyer_li, browser_of):
    assert browser_of(buyer_li).get("/enterprise/").status_code == 302


def test_member_gets_in_by_password_and_finds_a_first_screen(members, buyer_li):
    client = Client()
    data = {"username": "li@example.com", "password": "Lakeside-plum-7", "next": "/enterprise/"}

    response = client.post(LOGIN, data, follow=True)

    assert response.status_code == 200
    assert "现在没有要您处理的事项" in response.content.decode()
    assert client.cookies["yeli_console"]["path"] == "/enterprise/"


def test_others_are_refused(members, buyer_zhou, browser_of):
    assert browser_of(buyer_zhou).get("/enterprise/").status_code == 302
    data = {"username": "zhou@example.com", "password": "Lakeside-plum-7"}
    assert Client().post(LOGIN, data).status_code == 200


def test_staff_cannot_enter_even_when_somebody_calls_them_members(
    members, buyer_li, somebody, browser_of
):
    buyer_li.is_staff = True
    buyer_li.save()

    assert browser_of(buyer_li).get("/enterprise/").status_code == 302
    assert browser_of(somebody(Role.ADMINISTRATOR)).get("/enterprise/").status_code == 302
    data = {"username": "administrator@example.com", "password": PASSWORD}
    assert Client().post(LOGIN, data).status_code == 200


def test_member_is_nobody_in_the_console(members, buyer_li, browser_of):
    assert browser_of(buyer_li).get("/console/").status_code == 302


@pytest.mark.parametrize(
    "named",
    [
        "https://evil.example/",
        "//evil.example/enterprise/",
        "javascript:alert(1)",
        "/console/",
        "/enterprise/../console/",
        "/enterprise/%2e%2e/console/",
        "/enterprise",
        "",
    ],
)
def test_a_login_that_names_another_place_ends_on_this_consoles_first_screen(
    members, buyer_li, named
):
    """Not on the other console's, which tells a member that she may not enter."""
    data = {"username": "li@example.com", "password": "Lakeside-plum-7", "next": named}

    assert Client().post(LOGIN, data)["Location"] == "/enterprise/"


def test_a_login_leads_on_to_the_page_that_asked_for_it(members, buyer_li):
    data = {"username": "li@example.com", "password": "Lakeside-plum-7"}

    answer = Client().post(LOGIN, {**data, "next": "/enterprise/orders/?show=late"})

    assert answer["Location"] == "/enterprise/orders/?show=late"
