"""An enterprise's merchant number at the payment provider: entered here, then there."""

from __future__ import annotations

import logging
import re
from datetime import datetime

from django.db import transaction
from django.db.models import F

from plugins.brand.public import Enterprise
from plugins.kernel import audit
from plugins.kernel.errors import GatewayError
from plugins.orders.public import ShareProvider, SharingRefused
from plugins.settlement.errors import ReceiverAccountInvalid
from plugins.settlement.models import ShareReceiver
from plugins.settlement.rules.shares import next_check
from plugins.settlement.states import ReceiverState

logger = logging.getLogger(__name__)
ACTOR = "system:settlement"
_ACCOUNT = re.compile(r"[0-9]{8,16}")


@transaction.atomic
def receiver_register(
    *, enterprise_id: int, account: str, actor: str, now: datetime
) -> ShareReceiver:
    """Keep where an enterprise gets its shares; the sweep enters it at the provider.

    The provider compares the enterprise's registered name with the merchant's. The
    caller has checked that `actor` may do this. Another number replaces the first for
    payments shared from now on.

    Raises:
        ReceiverAccountInvalid: no merchant number.
    """
    account = account.strip()
    if not _ACCOUNT.fullmatch(account):
        raise ReceiverAccountInvalid(field="account")
    enterprise = Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise_id)
    known = ShareReceiver.objects.filter(enterprise=enterprise).first()
    receiver = known or ShareReceiver(enterprise=enterprise)
    receiver.account, receiver.name = account, enterprise.name
    receiver.state, receiver.finished_at = ReceiverState.PLANNED.value, None
    receiver.planned_at = receiver.check_after = now
    receiver.attempts, receiver.last_error, receiver.registered_by = 0, "", actor
    receiver.save()
    audit.record("settlement.receiver.registered", receiver, actor=actor, enterprise=enterprise_id)
    return receiver


def receivers_send_due(*, provider: ShareProvider, now: datetime, limit: int) -> int:
    """Enter planned receivers at the provider; one that fails stops no other."""
    due = ShareReceiver.objects.filter(state=ReceiverState.PLANNED.value, check_after__lte=now)
    return sum(_send(receiver, provider, now) for receiver in due.order_by("check_after")[:limit])


def _send(receiver: ShareReceiver, provider: ShareProvider, now: datetime) -> bool:
    mine = ShareReceiver.objects.filter(pk=receiver.pk, account=receiver.account)
    later = next_check(since=receiver.planned_at, now=now)
    mine.update(attempts=F("attempts") + 1, check_after=later)
    try:
        provider.receiver_add(account=receiver.account, name=receiver.name)
    except GatewayError as error:
        logger.warning("settlement %s is not entered yet: %s", receiver, error)
        mine.update(last_error=str(error)[:200])
        return False
    except SharingRefused as refused:
        _end(receiver, ReceiverState.REFUSED, now=now, error=str(refused)[:200])
        return True
    _end(receiver, ReceiverState.ACTIVE, now=now)
    return True


@transaction.atomic
def _end(receiver: ShareReceiver, state: ReceiverState, *, now: datetime, error: str = "") -> None:
    """Unless somebody has entered another number meanwhile."""
    mine = ShareReceiver.objects.filter(
        pk=receiver.pk, account=receiver.account, state=ReceiverState.PLANNED.value
    )
    if mine.update(state=state.value, finished_at=now, last_error=error):
        audit.record(f"settlement.receiver.{state.value}", receiver, actor=ACTOR, reason=error)
