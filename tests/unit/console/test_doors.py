"""A cookie of the console opens no other door."""

import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from graphene import Node

from brand_theme.console.roles import Role
from tests.unit.console.conftest import PASSWORD


@pytest.fixture
def logged_in(somebody):
    """A real login, cookies and all, of an administrator."""
    somebody(Role.ADMINISTRATOR)
    client = Client(enforce_csrf_checks=True)
    form = client.get("/console/login/")
    response = client.post(
        "/console/login/",
        {
            "username": "administrator@example.com",
            "password": PASSWORD,
            "next": "/console/",
            "csrfmiddlewaretoken": form.context["csrf_token"],
        },
    )
    assert response.status_code == 302
    return client


def test_session_gives_no_rights_at_the_staff_door(logged_in):
    response = logged_in.post(
        "/staff/graphql/",
        json.dumps({"query": "{ orders(first: 1) { totalCount } }"}),
        content_type="application/json",
    )

    assert response.status_code == 401
    assert response.json()["errors"][0]["extensions"]["code"] == "STAFF_ONLY"


def test_session_is_nobody_at_the_public_door(logged_in):
    from saleor_config.urls import documents

    customers = next(each for each in documents.values() if each.audience == "customer")

    response = logged_in.post(
        "/graphql/",
        json.dumps({"id": customers.id, "variables": {}}),
        content_type="application/json",
    )

    assert response.json()["errors"][0]["extensions"]["code"] == "LOGIN_REQUIRED"


@pytest.mark.parametrize("path", ["/graphql/", "/staff/graphql/", "/", "/healthz"])
def test_no_cookie_is_set_or_varied_on_outside_the_consoles(logged_in, path):
    response = (
        logged_in.post(path, "{}", content_type="application/json")
        if ("graphql" in path)
        else logged_in.get(path)
    )

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_doors_do_not_ask_for_a_form_token(client_of, operator_chen):
    api = client_of(operator_chen)
    api.http = Client(enforce_csrf_checks=True)

    response = api.post("/staff/graphql/", {"query": "{ shop { name } }"})

    assert response.status_code == 200


def test_console_forms_need_their_token(logged_in):
    response = logged_in.post("/console/logout/", {})

    assert response.status_code == 403


def test_access_token_of_the_api_opens_no_console(client_of, operator_chen):
    response = client_of(operator_chen).http.get(
        "/console/", headers=client_of(operator_chen).headers
    )

    assert response.status_code == 302


def test_administrators_put_people_into_groups_through_the_staff_api(client_of, somebody):
    newcomer = somebody()
    finance = Group.objects.get(name=Role.FINANCE.value)
    query = """
      mutation ($id: ID!, $users: [ID!]) {
        permissionGroupUpdate(id: $id, input: {addUsers: $users}) {
          group { name users { email } permissions { code } }
          permissionGroupErrors { field code message }
        }
      }
    """
    variables = {
        "id": Node.to_global_id("Group", finance.pk),
        "users": [Node.to_global_id("User", newcomer.pk)],
    }

    answer = client_of(somebody(Role.ADMINISTRATOR)).post(
        "/staff/graphql/", {"query": query, "variables": variables}
    )

    assert answer.json()["data"]["permissionGroupUpdate"]["permissionGroupErrors"] == []
    assert newcomer.groups.get() == finance


def test_roles_do_not_break_the_staff_api(client_of, somebody):
    answer = client_of(somebody(Role.FINANCE)).post(
        "/staff/graphql/", {"query": "{ me { userPermissions { code } } }"}
    )

    assert {"code": "MANAGE_ORDERS"} in answer.json()["data"]["me"]["userPermissions"]
