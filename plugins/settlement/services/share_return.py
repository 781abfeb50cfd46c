"""Shared money comes back before its buyer is refunded: the refund gate and the returns."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, Sum

from plugins.child_orders.public import ChildOrder, refunds_expected
from plugins.kernel import audit
from plugins.kernel.errors import GatewayError
from plugins.kernel.transitions import move
from plugins.orders.public import (
    ShareProvider,
    ShareResult,
    ShareWord,
    SharingRefused,
    order_lock,
    share_provider,
)
from plugins.settlement.models import SharePart, ShareReturn, Sharing
from plugins.settlement.rules.shares import REFUND_PATIENCE, next_check, return_due
from plugins.settlement.services.child_settle import owed_of
from plugins.settlement.services.entry_book import entry_book
from plugins.settlement.services.sharing_pursue import sharing_pursue
from plugins.settlement.states import (
    RETURN_TRANSITIONS,
    EntryKind,
    PartState,
    ReturnState,
    SharingState,
)

logger = logging.getLogger(__name__)
ACTOR = "system:settlement"
OPEN = [ReturnState.PLANNED.value, ReturnState.SENT.value]


class SharedMoneyGate:
    """See `plugins.orders.sharing.RefundGate`.

    An enterprise keeps no more by sharing than it is owed after the refund. The buyer
    waits for that a day at most: what has not come back by then is owed by the
    enterprise, and its next statement says so.
    """

    def may_refund(self, *, order_id: int, key: str, fen: int, now: datetime) -> bool:
        provider = share_provider()
        sharing = Sharing.objects.filter(order=order_id).first()
        if provider is None or sharing is None:
            return True
        is_open = sharing.state in (SharingState.PLANNED.value, SharingState.SENT.value)
        if is_open and not sharing_pursue(sharing=sharing, provider=provider, now=now):
            return now - sharing.planned_at > REFUND_PATIENCE
        refunds_fen = provider.open_refunds_fen(order_id=order_id)
        returns = _plan(order_id=order_id, key=key, fen=max(fen, refunds_fen), now=now)
        for each in returns:
            if each.state in OPEN:
                return_pursue(returned=each, provider=provider, now=now)
                each.refresh_from_db()
        return all(
            each.state not in OPEN or now - each.planned_at > REFUND_PATIENCE for each in returns
        )


@transaction.atomic
def _plan(*, order_id: int, key: str, fen: int, now: datetime) -> list[ShareReturn]:
    """Return what comes back for this refund; planned once for each occasion."""
    order_lock(order_id=order_id)
    known = list(ShareReturn.objects.filter(part__sharing__order=order_id, key=key))
    if known:
        return known
    expected = refunds_expected(order_id=order_id, fen=fen)
    parts = SharePart.objects.select_for_update(of=("self",)).filter(
        sharing__order=order_id, state=PartState.SUCCEEDED.value
    )
    planned = []
    for part in parts.select_related("child_order").order_by("pk"):
        due = return_due(
            shared_fen=part.fen,
            returned_fen=_returned_fen(part),
            owed_fen=_owed_after(part.child_order, expected.get(part.child_order_id, 0)),
        )
        if due:
            planned.append(_create(part, key=key, fen=due, now=now))
    return planned


def _returned_fen(part: SharePart) -> int:
    counted = part.returns.filter(~Q(state=ReturnState.FAILED.value))
    return counted.aggregate(fen=Sum("fen"))["fen"] or 0


def _owed_after(child: ChildOrder, expected_fen: int) -> int:
    """Return what the enterprise is worth for this child order once the refunds arrived."""
    return owed_of(child, expected_fen=expected_fen).total_fen


def _create(part: SharePart, *, key: str, fen: int, now: datetime) -> ShareReturn:
    returned = ShareReturn.objects.create(
        part=part,
        key=key,
        number=secrets.token_hex(16),
        fen=fen,
        planned_at=now,
        check_after=now,
    )
    audit.record("settlement.return.planned", returned, actor=ACTOR, fen=fen)
    return returned


def returns_pursue_due(*, provider: ShareProvider, now: datetime, limit: int) -> int:
    """Send or ask about returns that are due; one that fails stops no other."""
    due = ShareReturn.objects.filter(state__in=OPEN, check_after__lte=now).order_by("check_after")
    return sum(
        return_pursue(returned=each, provider=provider, now=now) for each in list(due[:limit])
    )


def return_pursue(*, returned: ShareReturn, provider: ShareProvider, now: datetime) -> bool:
    """Send a return, or ask how it stands; True when it is over. No lock during the call."""
    mine = ShareReturn.objects.filter(pk=returned.pk, state__in=OPEN)
    later = next_check(since=returned.planned_at, now=now)
    if not mine.update(attempts=F("attempts") + 1, check_after=later):
        return False
    try:
        word = _word(returned, provider)
    except GatewayError as error:
        logger.warning("return %s is not settled yet: %s", returned, error)
        mine.update(last_error=str(error)[:200])
        return False
    except SharingRefused as refused:
        word = ShareWord(
            account=returned.part.account,
            fen=returned.fen,
            result=ShareResult.FAILED,
            reason=f"REFUSED {refused}",
        )
    return _apply(returned, word, now=now)


def _word(returned: ShareReturn, provider: ShareProvider) -> ShareWord:
    sharing_number = returned.part.sharing.number
    if returned.state == ReturnState.SENT.value:
        return provider.give_back_query(sharing_number=sharing_number, number=returned.number)
    return provider.give_back(
        sharing_number=sharing_number,
        number=returned.number,
        account=returned.part.account,
        fen=returned.fen,
    )


@transaction.atomic
def _apply(returned: ShareReturn, word: ShareWord, *, now: datetime) -> bool:
    locked = ShareReturn.objects.select_for_update().get(pk=returned.pk)
    if locked.state not in OPEN:
        return False  # another process was faster
    if locked.state == ReturnState.PLANNED.value and word.result is not ShareResult.FAILED:
        _move(locked, ReturnState.SENT, provider_number=word.number, last_error="")
    if word.result is ShareResult.PENDING:
        return False
    if word.result is ShareResult.FAILED:
        _move(locked, ReturnState.FAILED, reason=word.reason, finished_at=now)
        return True
    _move(locked, ReturnState.SUCCEEDED, finished_at=word.at or now)
    child = locked.part.child_order
    entry_book(
        enterprise_id=child.enterprise_id,
        kind=EntryKind.SHARE_RETURN,
        fen=locked.fen,
        key=locked.number,
        actor=ACTOR,
        now=now,
        child_order_id=child.pk,
        note=f"分账回退 {word.number}",
    )
    return True


def _move(returned: ShareReturn, to: ReturnState, *, reason: str = "", **changes: object) -> None:
    move(
        returned,
        to,
        transitions=RETURN_TRANSITIONS,
        actor=ACTOR,
        action=f"settlement.return.{to.value}",
        reason=reason[:200],
        changes={**changes, **({"reason": reason[:64]} if reason else {})},
    )
