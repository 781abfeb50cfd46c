"""Values that no resolver can use are the caller's mistake; everything else stays a fault."""

from __future__ import annotations

import json
from decimal import InvalidOperation

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError
from django.test import Client

from plugins.cards.errors import AnswerUnreadable
from plugins.cards.messages import Event
from plugins.kernel.readable import TextUnreadable, refuse_unreadable
from plugins.wechat_pay import webhooks
from plugins.wechat_pay.errors import NotConfigured
from saleor_config.door.mistakes import (
    ArgumentInvalid,
    ValueOutOfRange,
    mistake_of,
)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AssertionError("Must receive a Product id."), "ARGUMENT_INVALID"),
        (ValueError("Field 'id' expected a number but got 'x'."), "ARGUMENT_INVALID"),
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
