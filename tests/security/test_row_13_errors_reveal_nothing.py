"""Row 13: whatever fails, the client is told a code, and at most an id of the log."""

from __future__ import annotations

import re

import pytest
from django.db import DatabaseError

from saleor_config.home import REPOSITORY
from saleor_config.schema import schema

INTERNALS = re.compile(
    r"Traceback|File \"|site-packages|psycopg|SELECT|relation|duplicate key|/home/|saleor\."
    r"|DETAIL|NoneType|attribute '|object at|secret-of-the-database|" + re.escape(f"{REPOSITORY}/"),
)
PRODUCT = "query P($id: ID!) { product(id: $id) { name } }"
#: What is asked, and the code that is told.
PROVOKED = {
    "id of another kind": ({"query": PRODUCT, "variables": {"id": "T3JkZXI6MQ=="}}, "ARGUMENT_INVALID"),
    "id without a number": ({"query": PRODUCT, "variables": {"id": "UHJvZHVjdDp4"}}, "ARGUMENT_INVALID"),
    "id beyond all rows": (
        {"query": PRODUCT, "variables": {"id": "UHJvZHVjdDo5OTk5OTk5OTk5OTk5OTk5OTk5OTk="}}, None,
    ),
    "zero byte": ({"query": PRODUCT, "variables": {"id": "a\x00b"}}, "TEXT_UNREADABLE"),
    "zero byte in the document": ({"query": '{ product(id: "a\\u0000b") { name } }'}, "TEXT_UNREADABLE"),
    "half a character": ({"query": PRODUCT, "variables": {"id": "\ud800"}}, "TEXT_UNREADABLE"),
    "number beyond 32 bits": (
        {"query": "mutation V($n: Int) { collectionReorderProducts(collectionId: \"x\","
                  " moves: [{productId: \"x\", sortOrder: $n}]) { errors { field } } }",
         "variables": {"n": 2**31}}, "VARIABLES_UNREADABLE",
    ),
    "number that Python does not read": (
        {"query": "{ products(first: " + "9" * 5000 + ") { totalCount } }"}, "VALUE_OUT_OF_RANGE",
    ),
    "cursor of nobody's": (
        {"query": "query O($a: String) { orders(first: 1, after: $a) { edges { node { id } } } }",
         "variables": {"a": "bm9uc2Vuc2U="}}, "CURSOR_INVALID",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", PROVOKED)
def test_mistakes_of_the_caller_are_told_as_such(client_of, operator_chen, how):
    body, code = PROVOKED[how]
    client = client_of(operator_chen)
    client.http.raise_request_exception = False

    answer = client.post("/staff/graphql/", body)

    assert answer.status_code < 500, answer.content
    assert not INTERNALS.search(answer.content.decode())
    told = [error["extensions"]["code"] for error in answer.json().get("errors", [])]
    assert told == ([code] if code else [])


@pytest.mark.parametrize(
    "fault",
    [
        DatabaseError('relation "secret-of-the-database" does not exist'),
        KeyError("secret-of-the-database"),
        AttributeError("'NoneType' object has no attribute 'secret-of-the-database'"),
        RuntimeError("SELECT secret-of-the-database"),
    ],
)
def test_faults_of_ours_are_an_id(client_of, operator_chen, monkeypatch, fault, caplog):
    def fail(*_args, **_kwargs):
        raise fault

    monkeypatch.setattr(schema.get_type("Shop").fields["name"], "resolver", fail)
    client = client_of(operator_chen)

    answer = client.post("/staff/graphql/", {"query": "{ shop { name } }"})

    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert not INTERNALS.search(answer.content.decode())
    assert error["extensions"]["id"] in caplog.text


def test_what_is_told_as_a_mistake_is_in_the_log_under_its_id(client_of, operator_chen, caplog):
    body, code = PROVOKED["id without a number"]

    [error] = client_of(operator_chen).post("/staff/graphql/", body).json()["errors"]

    assert f"error {error['extensions']['id']} told as {code}" in caplog.text
    assert "expected a number" in caplog.text


def test_faults_outside_the_resolvers_are_no_fault_of_the_variables(visitor, monkeypatch, caplog):
    def fail(*_args, **_kwargs):
        raise RuntimeError("secret-of-the-database")

    monkeypatch.setattr("saleor_config.door.views.execute", fail)
    visitor.http.raise_request_exception = False

    answer = visitor.send("CategoryTree")

    [error] = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (500, "INTERNAL")
    assert error["extensions"]["id"] in caplog.text
    assert not INTERNALS.search(answer.content.decode())
