"""Take in a push: prove it, keep it once, owe what follows from it."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.kernel import outbox
from plugins.wechat.models import WechatPush
from plugins.wechat.push_proof import PushProof, PushQuery, PushRefused
from plugins.wechat.services.push_apply import handler_path
from plugins.wechat.states import PushOutcome

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PushMessage:
    """A push as it is kept.

    Attributes:
        event: WeChat's name of it; of anything but an event, `message.<type>`.
        key: the same for the same content, in whatever order and seal it comes.
    """

    event: str
    key: str
    content: Mapping[str, Any]

    @classmethod
    def parse(cls, plaintext: bytes) -> PushMessage:
        """Read what is proven to be WeChat's.

        Raises:
            PushRefused: it is no JSON object.
        """
        try:
            content = json.loads(plaintext)
            text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        except (ValueError, RecursionError):
            raise PushRefused("content") from None
        if not isinstance(content, dict):
            raise PushRefused("content")
        kind = str(content.get("MsgType", ""))
        name = str(content.get("Event", "")) if kind == "event" else f"message.{kind}"
        key = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
        return cls(event=name[:64], key=key, content=content)


def push_receive(*, query: PushQuery, body: bytes, proof: PushProof, now: datetime) -> PushOutcome:
    """Keep a proven push; the same one again changes nothing.

    What follows from it happens after the answer, because WeChat waits five
    seconds for that and repeats three times only.

    Raises:
        PushRefused: not provably a fresh push; nothing was kept.
    """
    try:
        message = PushMessage.parse(proof.open(query, body, now=int(now.timestamp())))
    except PushRefused as refused:
        logger.warning("wechat push refused: %s", refused.reason)
        raise
    return _keep(message, now=now)


@transaction.atomic
def _keep(message: PushMessage, *, now: datetime) -> PushOutcome:
    is_wanted = handler_path(message.event) is not None
    outcome = PushOutcome.STORED if is_wanted else PushOutcome.IGNORED
    push, created = WechatPush.objects.get_or_create(
        key=message.key,
        defaults={
            "event": message.event,
            "transaction_id": str(message.content.get("transaction_id", ""))[:32],
            "body": message.content if is_wanted else None,
            "received_at": now,
            "outcome": outcome.value,
        },
    )
    if created and is_wanted:
        outbox.put(topic="wechat.push", key=message.key, payload={"push_id": push.pk})
    return PushOutcome(push.outcome)
