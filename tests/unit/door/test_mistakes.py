"""Values that no resolver can use are the caller's mistake; everything else stays a fault."""

from __future__ import annotations

from decimal import InvalidOperation

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError
from django.test import Client

from plugins.wechat_pay import webhooks
from plugins.wechat_pay.errors import NotConfigured
from saleor_config.door.mistakes import (
    ArgumentInvalid,
    TextUnreadable,
    ValueOutOfRange,
    mistake_of,
    refuse_unreadable,
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
