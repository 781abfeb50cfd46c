"""Keep what a buyer answered WeChat, and what the buyer switched in the shop."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from plugins.kernel import audit
from plugins.messages.errors import AcceptedUnasked
from plugins.messages.models import MessageConsent
from plugins.messages.rules import MessageKind


@transaction.atomic
def consent_record(
    *,
    buyer: Any,
    asked: Collection[MessageKind],
    accepted: Collection[MessageKind],
    now: datetime,
) -> None:
    """Count one message more for each kind accepted; what was declined takes none away.

    Reporting one acceptance twice counts twice: WeChat names none of them. What was
    counted too much ends when WeChat refuses a message.

    Raises:
        AcceptedUnasked: a kind was accepted that was not asked for.
    """
    if not set(accepted) <= set(asked):
        raise AcceptedUnasked(field="accepted")
    for consent in _locked(buyer, asked):
        is_accepted = MessageKind(consent.kind) in accepted
        MessageConsent.objects.filter(pk=consent.pk).update(
            grants=F("grants") + int(is_accepted), asked_at=now
        )


@transaction.atomic
def preferences_update(*, buyer: Any, switches: Mapping[MessageKind, bool]) -> None:
    """Switch kinds on or off; off is respected whatever WeChat would let through."""
    for consent in _locked(buyer, list(switches)):
        is_on = switches[MessageKind(consent.kind)]
        if consent.is_on != is_on:
            MessageConsent.objects.filter(pk=consent.pk).update(is_on=is_on)
            audit.record(
                "messages.consent.switched",
                consent,
                actor=audit.actor_of(buyer),
                kind=consent.kind,
                is_on=is_on,
            )


def _locked(buyer: Any, kinds: Collection[MessageKind]) -> list[MessageConsent]:
    """Return the buyer's consents to these kinds, made where missing, locked by pk."""
    names = [kind.value for kind in kinds]
    MessageConsent.objects.bulk_create(
        [MessageConsent(buyer=buyer, kind=name) for name in sorted(set(names))],
        ignore_conflicts=True,
    )
    found = MessageConsent.objects.filter(buyer=buyer, kind__in=names)
    return list(found.select_for_update().order_by("pk"))
