"""Decide what of a payment is shared, once its goods are received and its money is settled."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from plugins.after_sales.public import has_open_cases
from plugins.brand.public import Enterprise
from plugins.child_orders.public import ChildOrder, ChildState
from plugins.kernel import audit
from plugins.kernel.errors import GatewayError
from plugins.orders.public import SharedPayment, ShareProvider, SharingRefused, order_lock
from plugins.settlement.models import LedgerEntry, SharePart, ShareReceiver, Sharing
from plugins.settlement.rules.shares import SHARABLE_FOR, shares_of
from plugins.settlement.services.entry_book import entry_book
from plugins.settlement.states import EntryKind, ReceiverState
from plugins.shipments.public import shipment_summary

logger = logging.getLogger(__name__)
ACTOR = "system:settlement"


@dataclass(frozen=True)
class Due:
    """What an enterprise is owed of one child order, and the account it goes to."""

    child: ChildOrder
    account: str
    fen: int


def sharings_plan_due(*, provider: ShareProvider, now: datetime, limit: int) -> int:
    """Plan what is ready; return how many. One that fails stops no other."""
    ready = provider.payments_to_share(
        order_ids=_ready_orders(now=now), since=now - SHARABLE_FOR, limit=limit
    )
    planned = 0
    for payment in ready:
        summary = shipment_summary(order_id=payment.order_id)
        if summary is None or summary.settled_at is None:
            continue  # the provider still holds the money until the day after receipt
        try:
            room = provider.room(reference=payment.reference)
        except (GatewayError, SharingRefused) as error:
            logger.warning("payment %s cannot be shared yet: %s", payment.reference, error)
            continue
        planned += sharing_plan(payment=payment, room_fen=room, provider=provider, now=now)
    return planned


def _ready_orders(*, now: datetime) -> QuerySet[Any]:
    """Return ids of orders all of whose parts are over, and in the ledger, and not shared."""
    recent = ChildOrder.objects.filter(paid_at__gte=now - SHARABLE_FOR)
    over = Q(state=ChildState.REFUNDED.value) | Q(
        state=ChildState.RECEIVED.value, settled__refunded_fen=F("refunded_fen")
    )
    waiting = ChildOrder.objects.filter(order=OuterRef("order")).exclude(over)
    shared = Sharing.objects.filter(order=OuterRef("order"))
    return (
        recent.filter(over)
        .exclude(Exists(waiting))
        .exclude(Exists(shared))
        .order_by()
        .values("order_id")
    )


@transaction.atomic
def sharing_plan(
    *, payment: SharedPayment, room_fen: int, provider: ShareProvider, now: datetime
) -> bool:
    """Fix who gets what of a payment, and take it out of the ledger; False: not now.

    What is planned is booked at once, so that no statement pays it a second time;
    what does not arrive is booked back. With nothing to share the request only lets
    go of the money. Locks the payment, then the order, then the enterprises: no refund
    is promised and no statement closed meanwhile.
    """
    if provider.open_refunds_fen(order_id=payment.order_id):
        return False
    order_lock(order_id=payment.order_id)
    if Sharing.objects.filter(order=payment.order_id).exists():
        return False
    if has_open_cases(order_id=payment.order_id):
        return False
    children = list(ChildOrder.objects.filter(order=payment.order_id).order_by("pk"))
    makers = Enterprise.objects.filter(pk__in=[child.enterprise_id for child in children])
    list(makers.select_for_update(no_key=True).order_by("pk"))
    dues = _dues(children, now=now)
    fen = (
        shares_of(
            owed=[due.fen for due in dues],
            paid_fen=payment.paid_fen,
            room_fen=room_fen,
            percent=settings.WECHAT_PROFIT_SHARING_PERCENT,
        )
        if dues
        else []
    )
    sharing = Sharing.objects.create(
        order_id=payment.order_id,
        reference=payment.reference,
        number=secrets.token_hex(16),
        paid_fen=payment.paid_fen,
        planned_at=now,
        check_after=now,
    )
    for due, part in zip(dues, fen, strict=True):
        if part:
            _plan_part(sharing, due, part, now=now)
    audit.record(
        "settlement.sharing.planned", sharing, actor=ACTOR, order=payment.order_id, fen=sum(fen)
    )
    return True


def _dues(children: Sequence[ChildOrder], *, now: datetime) -> list[Due]:
    """Return what can be shared: owed by an open statement, to a registered receiver."""
    receivers = dict(
        ShareReceiver.objects.filter(
            enterprise__in=[child.enterprise_id for child in children],
            state=ReceiverState.ACTIVE.value,
        ).values_list("enterprise_id", "account")
    )
    dues = []
    for child in children:
        account = receivers.get(child.enterprise_id)
        fen = _owed_fen(child, now=now) if account else 0
        if account and fen > 0:
            dues.append(Due(child, account, fen))
    return dues


def _owed_fen(child: ChildOrder, *, now: datetime) -> int:
    """Return what the ledger owes for a child order and no statement pays.

    Entries of a statement, or of a month that is over and about to be closed, are
    paid by it: sharing them as well would pay twice.
    """
    entries = LedgerEntry.objects.filter(child_order=child)
    this_month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if entries.filter(Q(period__isnull=False) | Q(booked_at__lt=this_month)).exists():
        return 0
    balance = entries.aggregate(mine=Sum("fen"))["mine"] or 0
    whole = LedgerEntry.objects.filter(enterprise=child.enterprise_id, period=None)
    # An enterprise that owes the platform settles that first.
    return min(balance, whole.aggregate(fen=Sum("fen"))["fen"] or 0)


def _plan_part(sharing: Sharing, due: Due, fen: int, *, now: datetime) -> None:
    SharePart.objects.create(sharing=sharing, child_order=due.child, account=due.account, fen=fen)
    entry_book(
        enterprise_id=due.child.enterprise_id,
        kind=EntryKind.SHARE,
        fen=-fen,
        key=sharing.number,
        actor=ACTOR,
        now=now,
        child_order_id=due.child.pk,
        note=f"分账单 {sharing.number}",
    )
