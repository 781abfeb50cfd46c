"""The table of who may do what is true of the running doors."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image
from saleor.checkout.models import Checkout

from tests.security.matrix.operations import Operation, every_operation
from tests.security.matrix.world import ROLES

TABLE = Path(__file__).with_name("expected.csv")
#: Nobody is known, or not by this door.
LOGIN = {"LOGIN_REQUIRED", "STAFF_ONLY"}
DENIED = {"NOT_ALLOWED"}
#: Codes that say "there is no such thing for you".
ABSENT_ENDINGS = ("NOT_FOUND", "UNKNOWN")


def outcome(response: Any) -> str:
    """Return `login`, `denied`, `absent`, `reached` or `fault`."""
    answer = response.json()
    errors = answer.get("errors") or []
    codes = {error["extensions"]["code"] for error in errors}
    if codes & {"INTERNAL"}:
        return "fault"
    if codes & LOGIN:
        return "login"
    if codes & DENIED:
        return "denied"
    if any(code.endswith(ABSENT_ENDINGS) for code in codes):
        return "absent"
    if codes:
        return "reached"
    return _of_data(answer["data"])


def _of_data(data: Mapping[str, Any]) -> str:
    """Of several root fields the one that was answered best counts."""
    told = {_of_field(value) for value in data.values()}
    return next(each for each in ("reached", "login", "denied", "absent") if each in told)


def _of_field(value: Any) -> str:
    if value is None:
        return "absent"
    codes = {
        str(error.get("code") or "")
        for name, said in (value.items() if isinstance(value, dict) else ())
        if name.lower().endswith("errors")
        for error in said or ()
    }
    if codes & LOGIN:
        return "login"
    if codes & DENIED:
        return "denied"
    return "absent" if any(code.endswith(ABSENT_ENDINGS) for code in codes) else "reached"


def asked(client: Any, operation: Operation) -> str:
    """Ask, see, and take back whatever it changed."""
    with transaction.atomic():
        found = outcome(_sent(client, operation))
        transaction.set_rollback(True)
    return found


def _sent(client: Any, operation: Operation) -> Any:
    if not operation.picture_at:
        return client.post(operation.path, dict(operation.body))
    picture = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(picture, "PNG")
    form = {
        "operations": json.dumps(operation.body),
        "map": json.dumps({"0": [operation.picture_at]}),
        "0": SimpleUploadedFile("x.png", picture.getvalue(), "image/png"),
    }
    return client.http.post(operation.path, form, headers=client.headers)


def table() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row.pop("operation"): row for row in csv.DictReader(file)}


def write(found: Mapping[str, Mapping[str, str]]) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["operation", *ROLES], lineterminator="\n")
        writer.writeheader()
        writer.writerows({"operation": name, **row} for name, row in found.items())


@pytest.fixture
def found(people, examples, client_of, settings, tmp_path) -> dict[str, dict[str, str]]:
    """What everybody gets, by operation and role."""
    settings.MEDIA_ROOT = str(tmp_path)
    clients = {role: client_of(user) for role, user in people.items()}
    return {
        operation.name: {role: asked(clients[role], operation) for role in ROLES}
        for operation in every_operation(examples)
    }


def test_everybody_gets_what_the_table_says(found, request):
    if request.config.getoption("--write-matrix"):
        write(found)
    expected = table()

    assert found.keys() - expected.keys() == set(), "operations that nobody decided about"
    assert expected.keys() - found.keys() == set(), "operations that no longer exist"
    wrong = {
        f"{name} as {role}": f"{row[role]}, not {expected[name][role]}"
        for name, row in found.items()
        for role in ROLES
        if row[role] != expected[name][role]
    }
    assert wrong == {}


def test_the_table_holds_together():
    for name, row in table().items():
        assert set(row.values()) <= {"login", "denied", "absent", "reached"}, name
        if name.startswith("staff"):
            outsiders = ROLES[: ROLES.index("brand_office")]
            assert {row[role] for role in outsiders} == {"login"}, name
        if "My" in name:
            assert row["anonymous"] == "login", name


def test_filling_a_checkout_fills_ones_own(people, examples, client_of):
    """It names no checkout, so there is nobody else's to be refused."""
    cart = Checkout.objects.get(user=people["customer"])
    before = list(cart.lines.values_list("pk", "quantity"))

    lines = [{**examples["CheckoutFill.lines"][0], "quantity": 7}]
    filled = client_of(people["other_customer"]).data("CheckoutFill", lines=lines)

    assert filled["checkoutFill"]["checkout"]["token"] != str(cart.token)
    assert list(cart.lines.values_list("pk", "quantity")) == before
