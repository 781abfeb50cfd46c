"""Send what is planned, and ask about it until the provider has a final word."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F

from plugins.kernel import audit
from plugins.kernel.errors import GatewayError
from plugins.kernel.transitions import move
from plugins.orders.public import (
    Share,
    ShareProvider,
    ShareResult,
    ShareWord,
    SharingRefused,
    SharingWord,
)
from plugins.settlement.models import SharePart, Sharing
from plugins.settlement.rules.shares import next_check
from plugins.settlement.services.entry_book import entry_book
from plugins.settlement.states import (
    SHARING_TRANSITIONS,
    EntryKind,
    PartState,
    SharingState,
)

logger = logging.getLogger(__name__)
ACTOR = "system:settlement"
OPEN = [SharingState.PLANNED.value, SharingState.SENT.value]


def sharings_pursue_due(*, provider: ShareProvider, now: datetime, limit: int) -> int:
    """Send or ask about what is due; one that fails stops no other."""
    due = Sharing.objects.filter(state__in=OPEN, check_after__lte=now).order_by("check_after")
    return sum(
        sharing_pursue(sharing=each, provider=provider, now=now) for each in list(due[:limit])
    )


def sharing_pursue(*, sharing: Sharing, provider: ShareProvider, now: datetime) -> bool:
    """Send a request, or ask how it stands; True when it is over.

    A repetition sends the row's own values, which the provider takes as the same
    request, so a crash at any line moves the money once. No lock is held during the call.
    """
    mine = Sharing.objects.filter(pk=sharing.pk, state__in=OPEN)
    later = next_check(since=sharing.planned_at, now=now)
    if not mine.update(attempts=F("attempts") + 1, check_after=later):
        return False
    try:
        word = _word(sharing, provider)
    except GatewayError as error:
        logger.warning("sharing %s is not settled yet: %s", sharing, error)
        mine.update(last_error=str(error)[:200])
        return False
    except SharingRefused as refused:
        return _refused(sharing, error=str(refused)[:200], now=now)
    try:
        return _apply(sharing, word, now=now)
    except GatewayContradicts as error:
        logger.error("sharing %s: %s", sharing, error)
        mine.update(last_error=str(error)[:200])
        return False


def _word(sharing: Sharing, provider: ShareProvider) -> SharingWord:
    reference, number = sharing.reference, sharing.number
    if sharing.state == SharingState.SENT.value:
        return provider.share_query(reference=reference, number=number)
    shares = [
        Share(part.account, part.fen, f"货款 {part.child_order.number}")
        for part in sharing.parts.select_related("child_order").order_by("pk")
    ]
    if not shares:
        return provider.unfreeze(reference=reference, number=number)
    return provider.share(reference=reference, number=number, shares=shares)


@transaction.atomic
def _apply(sharing: Sharing, word: SharingWord, *, now: datetime) -> bool:
    locked = Sharing.objects.select_for_update().get(pk=sharing.pk)
    if locked.state not in OPEN:
        return False  # another process was faster
    changes = {"provider_number": word.number, "last_error": ""}
    if locked.state == SharingState.PLANNED.value:
        _move(locked, SharingState.SENT, **changes)
    heard = {part.account: part for part in word.parts}
    pending = False
    for part in SharePart.objects.select_for_update().filter(sharing=locked).order_by("pk"):
        told = heard.get(part.account)
        if told is None or told.fen != part.fen:
            raise GatewayContradicts(f"sharing {locked}: nothing, or another amount, for {part}")
        pending |= not _part_ended(part, told, now=now)
    if pending or not word.is_finished:
        return False
    _move(locked, SharingState.FINISHED, finished_at=now)
    return True


class GatewayContradicts(GatewayError):
    """The provider's answer does not fit what was asked: a person has to look."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail, code="SHARING_CONTRADICTS")


def _part_ended(part: SharePart, told: ShareWord, *, now: datetime) -> bool:
    """Note what became of one part; money that did not arrive is owed again."""
    if part.state != PartState.PENDING.value:
        return True
    if told.result is ShareResult.PENDING:
        return False
    failed = told.result is ShareResult.FAILED
    part.state = (PartState.FAILED if failed else PartState.SUCCEEDED).value
    part.provider_number, part.reason = told.number, told.reason[:64]
    part.settled_at = told.at or now
    part.save(update_fields=["state", "provider_number", "reason", "settled_at"])
    if failed:
        audit.record(
            "settlement.sharing.part_failed", part.sharing, actor=ACTOR, reason=part.reason
        )
        part_owed_again(part, now=now)
    return True


def part_owed_again(part: SharePart, *, now: datetime) -> None:
    entry_book(
        enterprise_id=part.child_order.enterprise_id,
        kind=EntryKind.SHARE_RETURN,
        fen=part.fen,
        key=f"{part.sharing.number}:failed",
        actor=ACTOR,
        now=now,
        child_order_id=part.child_order_id,
        note=f"分账未成 {part.reason}".strip(),
    )


@transaction.atomic
def _refused(sharing: Sharing, *, error: str, now: datetime) -> bool:
    """The provider took nothing: all of it is owed again and paid by the bank."""
    locked = Sharing.objects.select_for_update().get(pk=sharing.pk)
    if locked.state != SharingState.PLANNED.value:
        return False
    for part in SharePart.objects.select_for_update().filter(sharing=locked).order_by("pk"):
        part.state, part.reason, part.settled_at = PartState.FAILED.value, "REFUSED", now
        part.save(update_fields=["state", "reason", "settled_at"])
        part_owed_again(part, now=now)
    _move(locked, SharingState.REFUSED, reason=error, finished_at=now, last_error=error)
    return True


def _move(sharing: Sharing, to: SharingState, *, reason: str = "", **changes: object) -> None:
    move(
        sharing,
        to,
        transitions=SHARING_TRANSITIONS,
        actor=ACTOR,
        action=f"settlement.sharing.{to.value}",
        reason=reason,
        changes=changes,
    )
