"""Remind buyers of orders whose time to pay is nearly over."""

from __future__ import annotations

from datetime import datetime, timedelta

from plugins.messages.models import Message
from plugins.messages.rules import REMINDER_NOTE, MessageKind
from plugins.messages.services.message_owe import message_owe
from plugins.orders.public import OrderState, order_summary, orders_to_pay_by


def pay_reminders_owe(*, now: datetime, ahead: timedelta) -> int:
    """Owe a reminder, once, for each order to be paid within `ahead`; return how many."""
    ending = orders_to_pay_by(after=now, until=now + ahead)
    occasions = [str(order_id) for order_id in ending]
    reminded = set(
        Message.objects.filter(
            kind=MessageKind.PAY_REMINDER.value, occasion__in=occasions
        ).values_list("order_id", flat=True)
    )
    return sum(_remind(order_id, now=now) for order_id in ending if order_id not in reminded)


def _remind(order_id: int, *, now: datetime) -> bool:
    order = order_summary(order_id=order_id)
    if order.state is not OrderState.AWAITING_PAYMENT:
        return False
    message_owe(
        order=order,
        kind=MessageKind.PAY_REMINDER,
        occasion=str(order_id),
        facts={
            "amount": order.total_fen,
            "deadline": order.pay_by.isoformat(),
            "note": REMINDER_NOTE,
        },
        now=now,
    )
    return True
