"""Bring sharing to its end: receivers, plans, requests, returns, bills. Safe to repeat."""

from __future__ import annotations

from datetime import datetime

from plugins.orders.public import ShareProvider, share_provider
from plugins.settlement.models import Sharing
from plugins.settlement.services.receiver_register import receivers_send_due
from plugins.settlement.services.share_bill_compare import share_bills_compare_due
from plugins.settlement.services.share_return import returns_pursue_due
from plugins.settlement.services.sharing_plan import sharings_plan_due
from plugins.settlement.services.sharing_pursue import sharings_pursue_due

BATCH = 100


def sharing_sweep(*, now: datetime, provider: ShareProvider | None = None) -> dict[str, int]:
    """Work through what is due.

    Payments that were opened for sharing are brought to their end also after the
    switch is off: their money would stay frozen otherwise.

    Returns:
        How many receivers were entered, sharings planned and ended, and returns ended.
    """
    provider = provider or share_provider()
    if provider is None:
        return {}
    return {
        "receivers": receivers_send_due(provider=provider, now=now, limit=BATCH)
        if provider.is_on()
        else 0,
        "planned": sharings_plan_due(provider=provider, now=now, limit=BATCH),
        "ended": sharings_pursue_due(provider=provider, now=now, limit=BATCH),
        "returned": returns_pursue_due(provider=provider, now=now, limit=BATCH),
    }


def share_bills_sweep(*, now: datetime, provider: ShareProvider | None = None) -> int:
    """Compare the bills that are due, if anything was ever shared; return how many."""
    provider = provider or share_provider()
    if provider is None or not Sharing.objects.exists():
        return 0
    return share_bills_compare_due(provider=provider, now=now)
