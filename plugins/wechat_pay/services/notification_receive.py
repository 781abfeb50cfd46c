"""Take in a notification: prove it, keep it, act on it once."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.wechat_pay.errors import NotificationRefused, TransactionRefused
from plugins.wechat_pay.models import NotificationEvent, WechatPayment
from plugins.wechat_pay.protocol.cipher import ResourceCipher
from plugins.wechat_pay.protocol.errors import (
    AnswerUnreadable,
    ResourceUnreadable,
    SignatureRefused,
)
from plugins.wechat_pay.protocol.signing import Verifier
from plugins.wechat_pay.protocol.types import Refund, Transaction
from plugins.wechat_pay.services.payment_apply_transaction import (
    Applied,
    payment_apply_transaction,
)
from plugins.wechat_pay.services.refund_apply import refund_apply
from plugins.wechat_pay.states import UNSETTLED_OUTCOMES, EventOutcome

logger = logging.getLogger(__name__)

_KEPT_HEADERS = "wechatpay-"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The readable part of a notification."""

    event_id: str
    event_type: str
    resource: Mapping[str, Any]

    @classmethod
    def parse(cls, body: bytes) -> "Envelope":
        """Read a body that is proven to be WeChat's.

        Raises:
            NotificationRefused: it is not what the documentation describes.
        """
        try:
            content = json.loads(body)
            return cls(
                event_id=str(content["id"])[:64],
                event_type=str(content["event_type"])[:40],
                resource=dict(content["resource"]),
            )
        except (ValueError, KeyError, TypeError):
            raise NotificationRefused() from None


def notification_receive(
    *,
    headers: Mapping[str, str],
    body: bytes,
    verifier: Verifier,
    cipher: ResourceCipher,
    now: datetime,
) -> EventOutcome:
    """Verify the raw bytes, then keep the event, then apply it.

    Delivery is at least once: an event seen before is acknowledged without
    being applied again, unless the first time it was kept and not acted upon.

    Returns:
        What became of it; REFUSED for a genuine one that names another merchant,
        app, payment or amount than ours.

    Raises:
        NotificationRefused: not provably a fresh notification; nothing was
            kept. WeChat's deliberate probes with wrong signatures end here.
    """
    try:
        verifier.verify(headers=headers, body=body, now=int(now.timestamp()))
    except SignatureRefused as refused:
        logger.warning("wechat_pay notification refused: %s", refused.reason)
        raise NotificationRefused() from refused
    envelope = Envelope.parse(body)
    event, _ = NotificationEvent.objects.get_or_create(
        event_id=envelope.event_id,
        defaults={
            "event_type": envelope.event_type,
            "body": body,
            "headers": _signature_headers(headers),
            "received_at": now,
        },
    )
    return _act_once(event=event, envelope=envelope, cipher=cipher, now=now)


def _signature_headers(headers: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in headers.items() if k.lower().startswith(_KEPT_HEADERS)}


@transaction.atomic
def _act_once(
    *, event: NotificationEvent, envelope: Envelope, cipher: ResourceCipher, now: datetime
) -> EventOutcome:
    """Apply the event under its own lock; payment and outcome commit together.

    A refused event is tried again when WeChat repeats it: settings or books may
    have been put right in the meantime.
    """
    locked = NotificationEvent.objects.select_for_update().get(pk=event.pk)
    if EventOutcome(locked.outcome) not in UNSETTLED_OUTCOMES:
        return EventOutcome.REPEATED
    outcome, reason, payment = _act(envelope, cipher, now)
    locked.outcome = outcome.value
    locked.reason = reason[:200]
    locked.applied_at = now
    locked.payment = payment
    locked.save(update_fields=["outcome", "reason", "applied_at", "payment"])
    return outcome


Acted = tuple[EventOutcome, str, WechatPayment | None]


def _act(envelope: Envelope, cipher: ResourceCipher, now: datetime) -> Acted:
    act = _ACTS.get(envelope.event_type)
    if act is None:
        return EventOutcome.IGNORED, envelope.event_type, None
    try:
        return act(_resource(envelope, cipher), now)
    except (TransactionRefused, ResourceUnreadable, AnswerUnreadable) as refused:
        # Kept, with its reason, for a person; WeChat repeats it for a day meanwhile.
        logger.error("wechat_pay notification %s refused: %s", envelope.event_id, refused)
        return EventOutcome.REFUSED, str(refused), None


def _act_on_payment(payload: Mapping[str, Any], now: datetime) -> Acted:
    paid = Transaction.from_payload(payload)
    applied = payment_apply_transaction(transaction=paid, now=now)
    payment = WechatPayment.objects.filter(out_trade_no=paid.out_trade_no).first()
    outcome = EventOutcome.APPLIED if applied is Applied.PAID else EventOutcome.REPEATED
    return outcome, applied.value, payment


def _act_on_refund(payload: Mapping[str, Any], now: datetime) -> Acted:
    word = Refund.from_payload(payload)
    changed = refund_apply(word=word, now=now)
    payment = WechatPayment.objects.filter(out_trade_no=word.out_trade_no).first()
    outcome = EventOutcome.APPLIED if changed else EventOutcome.REPEATED
    return outcome, word.status.value, payment


_ACTS: Mapping[str, Callable[[Mapping[str, Any], datetime], Acted]] = {
    "TRANSACTION.SUCCESS": _act_on_payment,
    "REFUND.SUCCESS": _act_on_refund,
    "REFUND.ABNORMAL": _act_on_refund,
    "REFUND.CLOSED": _act_on_refund,
}
#: What WeChat sends and somebody here acts upon.
HANDLED = tuple(_ACTS)


def _resource(envelope: Envelope, cipher: ResourceCipher) -> Mapping[str, Any]:
    plaintext = cipher.decrypt(envelope.resource)
    try:
        payload = json.loads(plaintext)
    except ValueError:
        raise AnswerUnreadable(detail="the resource is no JSON") from None
    if not isinstance(payload, dict):
        raise AnswerUnreadable(detail="the resource is no JSON object")
    return payload
