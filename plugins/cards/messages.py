"""What Stripe says, read into our own terms; without Django and without I/O."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from plugins.cards.errors import AnswerUnreadable
from plugins.cards.states import CardState, RefundState
from plugins.kernel.readable import TextUnreadable, refuse_unreadable

_STATES = {
    "requires_payment_method": CardState.CREATED,
    "requires_confirmation": CardState.CREATED,
    "requires_action": CardState.REQUIRES_ACTION,
    "processing": CardState.PROCESSING,
    "succeeded": CardState.SUCCEEDED,
    "canceled": CardState.CANCELED,
}
_REFUND_STATES = {
    "pending": RefundState.PENDING,
    "requires_action": RefundState.PENDING,
    "succeeded": RefundState.SUCCEEDED,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}


def _unreadable(what: str, error: Exception) -> AnswerUnreadable:
    return AnswerUnreadable(
        f"Stripe 的{what}无法读取：{error!r}，请核对接口版本。 "
        f"Stripe's {what} cannot be read: {error!r}; compare the API version.",
        code="UNREADABLE",
    )


@dataclass(frozen=True, slots=True)
class Intent:
    """A PaymentIntent; amounts in fen as long as `currency` is CNY."""

    id: str
    state: CardState
    amount: int
    received: int
    currency: str
    order_number: str
    # Whoever has it may pay, and see the payment: never logged, never stored.
    client_secret: str = field(default="", repr=False)

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Intent:
        """Read a PaymentIntent of an answer or an event.

        Raises:
            AnswerUnreadable: a field is missing, or the status is unknown here.
        """
        try:
            amount = int(payload["amount"])
            return cls(
                id=str(payload["id"]),
                state=_STATES[payload["status"]],
                amount=amount,
                # Stripe always says it; charges are captured whole or not at all.
                received=int(payload.get("amount_received", amount)),
                currency=str(payload["currency"]).lower(),
                order_number=str((payload.get("metadata") or {}).get("order_number", "")),
                client_secret=str(payload.get("client_secret") or ""),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise _unreadable("PaymentIntent", error) from error


@dataclass(frozen=True, slots=True)
class RefundWord:
    """A Refund as Stripe tells it."""

    id: str
    state: RefundState
    amount: int
    currency: str
    intent_id: str
    key: str
    failure: str = ""

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> RefundWord:
        """Read a Refund of an answer or an event.

        Raises:
            AnswerUnreadable: a field is missing, or the status is unknown here.
        """
        try:
            return cls(
                id=str(payload["id"]),
                state=_REFUND_STATES[payload["status"]],
                amount=int(payload["amount"]),
                currency=str(payload["currency"]).lower(),
                intent_id=str(payload.get("payment_intent") or ""),
                key=str((payload.get("metadata") or {}).get("refund_key", "")),
                failure=str(payload.get("failure_reason") or ""),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise _unreadable("Refund", error) from error


@dataclass(frozen=True, slots=True)
class Event:
    """The envelope of something that happened at Stripe."""

    id: str
    type: str
    created: datetime
    subject: Mapping[str, Any]

    @classmethod
    def parse(cls, body: bytes) -> Event:
        """Read a body that is proven to be Stripe's.

        Raises:
            AnswerUnreadable: it is not what the documentation describes.
        """
        try:
            content = json.loads(body)
            refuse_unreadable(content)
            return cls(
                id=str(content["id"])[:128],
                type=str(content["type"])[:80],
                created=datetime.fromtimestamp(int(content["created"]), UTC),
                subject=dict(content["data"]["object"]),
            )
        except (KeyError, TypeError, ValueError, OverflowError, OSError, TextUnreadable) as error:
            raise _unreadable("Event", error) from error
