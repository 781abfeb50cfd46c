"""Values that no resolver can use are the caller's mistake; everything else stays a fault."""

from __future__ import annotations

import json
from decimal import InvalidOperation

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError, OperationalError
from django.test import Client

from plugins.cards.errors import AnswerUnreadable
from plugins.cards.messages import Event
from plugins.kernel.readable import TextUnreadable, refuse_unreadable
from plugins.wechat_pay import webhooks
from plugins.wechat_pay.errors import NotConfigured
from saleor_config.door.mistakes import (
    ENGINE,
    OURS,
    ArgumentInvalid,
    ValueOutOfRange,
    fell_over,
    mistake_of,
)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AssertionError("Must receive a Product id."), "ARGUMENT_INVALID"),
        (
            ValueError('Cannot assign "<User: x>": "S.menu" must be a "Menu" instance.'),
            "ARGUMENT_INVALID",
        ),
        (ValueError("Field 'id' expected a number but got 'x'."), "ARGUMENT_INVALID"),
        (
            TypeError("X.perform_mutation() missing 1 required positional argument: 'order'"),
            "ARGUMENT_INVALID",
        ),
        (DataError("integer out of range"), "VALUE_OUT_OF_RANGE"),
        (OverflowError("too large"), "VALUE_OUT_OF_RANGE"),
        (InvalidOperation(), "VALUE_OUT_OF_RANGE"),
        (ObjectDoesNotExist("Order matching query does not exist."), "NOT_FOUND"),
    ],
)
def test_mistakes(error, code):
    assert mistake_of(error).code == code


@pytest.mark.parametrize(
    "error", [AssertionError("our own"), ValueError("other"), IntegrityError("x"), KeyError("x")]
)
def test_faults_of_ours_are_none(error):
    assert mistake_of(error) is None


def _raised_in(*files, error):
    """Raise `error` in a function of the last file, called by the one before, and so on."""
    called = None
    for file in reversed(files):
        names = {"error": error, "called": called}
        body = "called()" if called else "raise error"
        exec(compile(f"def call():\n    {body}", file, "exec"), names)  # noqa: S102
        called = names["call"]
    try:
        called()
    except type(error) as caught:
        return caught


ENGINE_FILE, OUR_FILE = f"{ENGINE}graphql/x.py", f"{OURS[0]}x.py"


@pytest.mark.parametrize(
    ("files", "error", "is_the_engines"),
    [
        ((ENGINE_FILE,), AttributeError("x"), True),
        ((OUR_FILE, ENGINE_FILE), TypeError("x"), True),  # a wrapper of ours around it
        ((ENGINE_FILE, "/usr/lib/x.py"), KeyError("x"), True),
        ((ENGINE_FILE, OUR_FILE), AttributeError("x"), False),  # a service of ours
        ((OUR_FILE,), ValueError("x"), False),
        (("/usr/lib/x.py",), ValueError("x"), False),
        ((ENGINE_FILE,), OperationalError("server closed the connection"), False),
        ((ENGINE_FILE,), RuntimeError("x"), False),
    ],
)
def test_what_the_engine_falls_over(files, error, is_the_engines):
    assert fell_over(_raised_in(*files, error=error)) is is_the_engines


@pytest.mark.parametrize(
    "value", ["\x00", {"a": ["x", {"b": "\ud800"}]}, {"\x00": 1}, [[["a\udfff"]]]]
)
def test_text_that_cannot_be_kept(value):
    with pytest.raises(TextUnreadable):
        refuse_unreadable(value)


def test_all_other_text_passes():
    refuse_unreadable({"name": "金牛麻花 😀\n", "number": 1, "none": None, "list": ["é"]})


def test_refusals_say_what_to_do():
    for refusal in (ArgumentInvalid(), TextUnreadable(), ValueOutOfRange()):
        assert refusal.message_zh
        assert refusal.message_en


def test_a_token_with_a_zero_byte_is_nobodys(db):
    answer = Client().post(
        "/staff/graphql/", "{}", content_type="application/json",
        headers={"Authorization": "Bearer \x00"},
    )  # fmt: skip

    assert answer.status_code == 401


def test_a_shop_without_wechat_pay_has_no_address_for_it(db, monkeypatch):
    def missing():
        raise NotConfigured("WECHAT_PAY_MCHID is missing")

    monkeypatch.setattr(webhooks, "verifier", missing)

    answer = Client().post("/wechat-pay/notify/", "{}", content_type="application/json")

    assert answer.status_code == 404


def test_true_is_no_number(visitor):
    answer = visitor.send("ShopGoods", first=True, skip=0)

    assert answer.json()["errors"][0]["extensions"]["code"] == "REQUEST_INVALID"


@pytest.mark.parametrize("address", ["/verify/%00", "/verify/?q=%00", "/goods/%00/"])
def test_an_address_with_a_zero_byte_is_none(db, address):
    assert Client().get(address).status_code == 400


@pytest.mark.parametrize("address", ["/brand/report", "/console/login/"])
def test_a_form_with_a_zero_byte_is_refused(db, address):
    form = {"place": "大冶\x00", "description": "冒用标志" * 9, "username": "\x00", "password": "x"}

    assert Client().post(address, form).status_code == 400


@pytest.mark.parametrize(
    "changes", [{"created": float("inf")}, {"id": "a\x00"}, {"created": 10**20}]
)
def test_an_event_of_stripe_that_cannot_be_kept(changes):
    event = {"id": "evt_1", "type": "x", "created": 1, "data": {"object": {}}, **changes}

    with pytest.raises(AnswerUnreadable):
        Event.parse(json.dumps(event).encode())


def test_an_id_without_a_kind_is_the_callers(client_of, operator_chen):
    answer = client_of(operator_chen).post(
        "/staff/graphql/", {"query": '{ address(id: "") { id } }'}
    )

    assert answer.json()["errors"][0]["extensions"]["code"] == "ARGUMENT_INVALID"


def test_an_address_with_a_line_too_long_is_told(client_of, operator_chen):
    query = """mutation W($a: WarehouseAddressInput!) {
      createWarehouse(input: {name: "x", slug: "x", address: $a}) { warehouseErrors { field } }
    }"""
    lines = {"country": "US", "streetAddress1": "x" * 300, "city": "x"}

    answer = client_of(operator_chen).post(
        "/staff/graphql/", {"query": query, "variables": {"a": lines}}
    )

    assert "errors" not in answer.json(), answer.json()
    told = answer.json()["data"]["createWarehouse"]["warehouseErrors"]
    assert "streetAddress1" in {error["field"] for error in told}


@pytest.mark.parametrize("event", ["FULFILLMENT_CREATED", "CHECKOUT_QUANTITY_CHANGED"])
def test_a_sample_of_what_there_is_none_of(client_of, operator_chen, event):
    query = "query S($e: WebhookSampleEventTypeEnum!) { webhookSamplePayload(eventType: $e) }"

    answer = client_of(operator_chen).post(
        "/staff/graphql/", {"query": query, "variables": {"e": event}}
    )

    assert answer.json() == {"data": {"webhookSamplePayload": None}}


def test_metadata_of_what_has_none(client_of, operator_chen):
    query = """mutation D {
      deleteMetadata(id: "U2hvcDox", keys: ["x"]) { metadataErrors { code } }
    }"""

    answer = client_of(operator_chen).post("/staff/graphql/", {"query": query}).json()

    assert answer["data"]["deleteMetadata"]["metadataErrors"] == [{"code": "NOT_FOUND"}]
