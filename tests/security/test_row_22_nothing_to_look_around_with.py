"""Row 22: no playground, no foreign origins, no introspection or guesses for outsiders."""

from __future__ import annotations

import pytest
from django.conf import settings as shop_settings

INTROSPECTION = "{ __schema { types { name } } }"
GUESS = "{ produts(first: 1) { edges { node { id } } } }"


@pytest.mark.parametrize("path", ["/graphql/", "/staff/graphql/"])
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_there_is_no_playground(visitor, path, accept):
    answer = visitor.http.get(path, headers={"Accept": accept})

    assert answer.status_code == 405
    assert b"<" not in answer.content
    assert shop_settings.PLAYGROUND_ENABLED is False


@pytest.mark.parametrize("path", ["/graphql/", "/staff/graphql/"])
def test_no_origin_but_those_that_are_named(visitor, path, settings):
    origin = {"Origin": "https://elsewhere.example"}
    preflight = visitor.http.options(path, headers=origin)
    assert "Access-Control-Allow-Origin" not in preflight

    settings.ALLOWED_GRAPHQL_ORIGINS = "https://shop.example"

    preflight = visitor.http.options(path, headers=origin)
    assert preflight["Access-Control-Allow-Origin"] == "https://shop.example"
    assert "Access-Control-Allow-Credentials" not in preflight


@pytest.mark.parametrize("query", [INTROSPECTION, GUESS])
def test_outsiders_learn_nothing_of_the_schema(visitor, client_of, buyer_li, query):
    for client in (visitor, client_of(buyer_li)):
        public = client.post("/graphql/", {"query": query})
        staff = client.post("/staff/graphql/", {"query": query})

        assert public.status_code == 404
        assert staff.status_code == 401
        for answer in (public, staff):
            text = answer.content.decode()
            assert "id you mean" not in text
            assert "__schema" not in text
            assert "products" not in text


def test_variables_of_another_name_are_no_guessing_game(visitor):
    answer = visitor.send("MyOrders", fist=1)

    assert "id you mean" not in answer.content.decode()
