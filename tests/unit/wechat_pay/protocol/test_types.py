from datetime import UTC, datetime, timedelta, timezone

import pytest

from plugins.wechat_pay.protocol.errors import AnswerUnreadable
from plugins.wechat_pay.protocol.types import Prepay, Transaction

PAID = {
    "appid": "wx1",
    "mchid": "1900000001",
    "out_trade_no": "number-0001",
    "transaction_id": "4200001",
    "trade_state": "SUCCESS",
    "success_time": "2025-11-25T00:00:00+08:00",
    "payer": {"openid": "oSecretPerson"},
    "amount": {"total": 6960, "payer_total": 6000, "currency": "CNY"},
}


def test_paid_transaction_is_read_in_fen_and_with_its_zone():
    paid = Transaction.from_payload(PAID)

    assert (paid.total_fen, paid.payer_total_fen, paid.currency) == (6960, 6000, "CNY")
    assert paid.success_time == datetime(2025, 11, 24, 16, tzinfo=UTC)
    assert paid.is_paid


def test_unpaid_transaction_needs_no_amount_number_or_payer():
    unpaid = Transaction.from_payload(
        {
            "appid": "wx1",
            "mchid": "1",
            "out_trade_no": "n",
            "trade_state": "NOTPAY",
            "payer": None,
        }
    )

    assert not unpaid.is_paid
    assert (unpaid.total_fen, unpaid.transaction_id, unpaid.success_time) == (None, "", None)


@pytest.mark.parametrize("state", ["SUCCESS", "REFUND"])
def test_money_was_taken_also_when_a_refund_exists(state):
    assert Transaction.from_payload({**PAID, "trade_state": state}).is_paid


@pytest.mark.parametrize(
    "change",
    [
        {"appid": ""},
        {"mchid": None},
        {"out_trade_no": 5},
        {"trade_state": ""},
        {"transaction_id": ""},
        {"transaction_id": None},
        {"success_time": None},
        {"success_time": "yesterday"},
        {"success_time": "2025-11-25T00:00:00"},
        {"amount": None},
        {"amount": []},
        {"amount": "6960"},
        {"amount": {"total": 69.6}},
        {"amount": {"total": "6960"}},
        {"amount": {"total": True}},
        {"amount": {"total": -1}},
    ],
)
def test_paid_transaction_without_a_promised_field_is_refused(change):
    with pytest.raises(AnswerUnreadable):
        Transaction.from_payload({**PAID, **change})


def test_transaction_does_not_print_who_paid():
    assert "oSecretPerson" not in repr(Transaction.from_payload(PAID))


def test_prepay_body_has_integer_fen_and_a_zoned_deadline():
    prepay = Prepay(
        out_trade_no="number-0001",
        description="殷祖白茶",
        total_fen=12800,
        openid="o1",
        notify_url="https://shop.example/wechat-pay/notify/",
        expires_at=datetime(2025, 11, 25, 8, 30, 15, 999, tzinfo=timezone(timedelta(hours=8))),
    )

    body = prepay.as_body(appid="wx1", mchid="1900000001")

    assert body == {
        "appid": "wx1",
        "mchid": "1900000001",
        "description": "殷祖白茶",
        "out_trade_no": "number-0001",
        "time_expire": "2025-11-25T08:30:15+08:00",
        "notify_url": "https://shop.example/wechat-pay/notify/",
        "amount": {"total": 12800, "currency": "CNY"},
        "payer": {"openid": "o1"},
    }
