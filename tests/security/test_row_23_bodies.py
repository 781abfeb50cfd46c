"""Row 23: misshapen requests get 400 and nothing breaks."""

from __future__ import annotations

import json

import pytest
from django.test import Client

PATHS = ("/graphql/", "/staff/graphql/")
BODIES = ['"abc"', "[1]", "7", "null", "true", "", "{", "[" * 50_000, "\x00", '{"query": 7}',
          '{"variables": []}', '{"id": {}}', '{"query": "{ shop { name } }", "operationName": 3}',
          '{"extensions": {"persistedQuery": 3}}']  # fmt: skip
MAPS = [
    "7", "null", "[]", '"x"', '{"0": 7}', '{"0": [7]}', '{"0": [null]}', '{"0": [[]]}',
    '{"0": ["variables.a.99999999999"]}', '{"0": ["variables.a.-1"]}', '{"0": [""]}',
    '{"0": ["' + "a." * 5_000 + '"]}', '{"0": ["query"]}', '{"0": ["query.x"]}',
    '{"0": ["variables.__class__.x"]}',
]  # fmt: skip


@pytest.fixture
def staff(client_of, operator_chen):
    client = client_of(operator_chen)
    client.http.raise_request_exception = False
    return client


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("body", BODIES)
def test_misshapen_json(staff, path, body):
    answer = staff.http.post(path, body, content_type="application/json", headers=staff.headers)

    assert answer.status_code in (400, 404), answer.content
    [error] = answer.json()["errors"]
    assert error["extensions"]["messageEn"]


@pytest.mark.parametrize("files_map", MAPS)
def test_misshapen_maps_of_uploads(staff, files_map):
    operations = json.dumps({"query": "{ shop { name } }", "variables": {}})

    answer = staff.http.post(
        "/staff/graphql/", {"operations": operations, "map": files_map}, headers=staff.headers
    )

    assert answer.status_code in (200, 400), answer.content
    if answer.status_code == 400:
        assert answer.json()["errors"][0]["extensions"]["code"] in (
            "BODY_UNREADABLE",
            "REQUEST_INVALID",
        )


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=é"])
def test_multipart_without_a_boundary(staff, kind):
    answer = staff.http.post("/staff/graphql/", b"x", content_type=kind, headers=staff.headers)

    assert answer.status_code == 400


def test_bodies_without_end_are_refused_before_they_are_read(db):
    answer = Client().post(
        "/brand/report/", b"x", content_type="multipart/form-data", CONTENT_LENGTH=str(10**12)
    )

    assert answer.status_code == 413
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_staff_uploads_without_end_too(staff):
    answer = staff.http.post(
        "/staff/graphql/",
        b"x",
        content_type="multipart/form-data; boundary=x",
        headers=staff.headers,
        CONTENT_LENGTH=str(90 * 1024 * 1024),
    )

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BODY_UNREADABLE"
