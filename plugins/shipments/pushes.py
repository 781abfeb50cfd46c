"""What WeChat pushes about shipped orders: find the order, delegate.

Each is called once for a push, inside the transaction that keeps its outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from plugins.shipments import rules
from plugins.shipments.errors import PaymentUnknown
from plugins.shipments.services.reminder_record import reminder_record
from plugins.shipments.services.settlement_record import settlement_record
from plugins.wechat_pay.public import payment_of_transaction


def remind_shipping(*, content: Mapping[str, Any], now: datetime) -> None:
    reminder_record(order_id=_order_id(content), now=now)


def order_settlement(*, content: Mapping[str, Any], now: datetime) -> None:
    settlement_record(order_id=_order_id(content), word=rules.settlement_word(content))


def _order_id(content: Mapping[str, Any]) -> int:
    """Return the order whose payment the push names.

    Raises:
        PaymentUnknown: our books have none, or another merchant's or number.
    """
    transaction_id = str(content.get("transaction_id", ""))
    payment = payment_of_transaction(transaction_id=transaction_id)
    named = (str(content.get("merchant_id", "")), str(content.get("merchant_trade_no", "")))
    if payment is None or named != (payment.mchid, payment.out_trade_no):
        raise PaymentUnknown(transaction_id=transaction_id)
    return payment.order_id
