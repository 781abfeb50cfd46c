"""What buyers accepted is counted; what they switched off stays off."""

import pytest
from django.utils import timezone

from plugins.kernel.models import AuditEntry
from plugins.messages.errors import AcceptedUnasked
from plugins.messages.models import MessageConsent
from plugins.messages.rules import MessageKind
from plugins.messages.services.consent_record import consent_record, preferences_update


def counts(buyer):
    found = MessageConsent.objects.filter(buyer=buyer)
    return {each.kind: (each.grants, each.is_on) for each in found}


def test_each_acceptance_is_one_message_more(buyer_li, buyer_zhou):
    for accepted in ([MessageKind.PAID, MessageKind.SHIPPED], [MessageKind.SHIPPED]):
        consent_record(
            buyer=buyer_li,
            asked=[MessageKind.PAID, MessageKind.SHIPPED],
            accepted=accepted,
            now=timezone.now(),
        )

    assert counts(buyer_li) == {"paid": (1, True), "shipped": (2, True)}
    assert counts(buyer_zhou) == {}
    assert MessageConsent.objects.filter(asked_at__isnull=True).count() == 0


def test_declining_takes_nothing_away(buyer_li):
    asked = [MessageKind.PAID]
    consent_record(buyer=buyer_li, asked=asked, accepted=asked, now=timezone.now())

    consent_record(buyer=buyer_li, asked=asked, accepted=[], now=timezone.now())

    assert counts(buyer_li) == {"paid": (1, True)}


def test_accepting_what_was_not_asked_is_refused(buyer_li):
    with pytest.raises(AcceptedUnasked):
        consent_record(
            buyer=buyer_li,
            asked=[MessageKind.PAID],
            accepted=[MessageKind.PAID, MessageKind.SHIPPED],
            now=timezone.now(),
        )

    assert counts(buyer_li) == {}


def test_switches_are_kept_and_audited_when_they_change(buyer_li):
    off = {MessageKind.PAID: False, MessageKind.SHIPPED: True}
    preferences_update(buyer=buyer_li, switches=off)
    preferences_update(buyer=buyer_li, switches=off)

    assert counts(buyer_li) == {"paid": (0, False), "shipped": (0, True)}
    [entry] = AuditEntry.objects.filter(action="messages.consent.switched")
    assert (entry.actor, entry.details) == (
        f"buyer:{buyer_li.pk}",
        {"kind": "paid", "is_on": False},
    )
