"""The ledger follows a child order: its sale, its commission, its refunds."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import timezone

from plugins.brand.public import goods_classes_of
from plugins.child_orders.public import ChildOrder, refunds_of_lines
from plugins.kernel.errors import DomainError
from plugins.orders.public import order_amounts
from plugins.settlement.errors import RateMissing
from plugins.settlement.models import CommissionRate, LedgerEntry, SettledChild
from plugins.settlement.rules.commission import NoRate, Rate, rate_for
from plugins.settlement.rules.owed import (
    Owed,
    SubsidisedLine,
    differences,
    owed,
    subsidies_kept,
)
from plugins.settlement.services.entry_book import entry_book
from plugins.settlement.states import EntryKind

logger = logging.getLogger(__name__)
ACTOR = "system:settlement"
BATCH = 200
_COMMISSION = (EntryKind.COMMISSION.value, EntryKind.COMMISSION_RETURN.value)
_SUBSIDY = (EntryKind.SUBSIDY.value, EntryKind.SUBSIDY_RETURN.value)
_MONEY = (EntryKind.SALE.value, EntryKind.SHIPPING.value, EntryKind.REFUND.value)


@transaction.atomic
def child_settle(*, child_order_id: int, now: datetime) -> bool:
    """Bring the ledger in line with a child order; False: it was, or nothing is due yet.

    A sale is booked once the buyer has received the goods. What goes back later
    is booked as a refund, and the commission on it returned, so that after any
    row of refunds the ledger holds what `rules.owed` says. Derived from the books
    alone: it does not matter when or how often it runs.

    Raises:
        RateMissing: no commission rate holds for one of the goods.
    """
    child = ChildOrder.objects.select_for_update(of=("self",)).get(pk=child_order_id)
    settled = SettledChild.objects.filter(child_order=child).first()
    if child.received_at is None or (settled and settled.refunded_fen == child.refunded_fen):
        return False
    due = owed_of(child)
    if settled is None:
        _book(child, EntryKind.SALE, due.goods_fen, key=child.number, now=now)
        _book(child, EntryKind.SHIPPING, due.shipping_fen, key=child.number, now=now)
        _book(child, EntryKind.SUBSIDY, due.subsidy_fen, key=child.number, now=now)
    else:
        _book_refund(child, due, now=now)
    _book_commission(child, due, now=now)
    SettledChild.objects.update_or_create(
        child_order=child, defaults={"refunded_fen": child.refunded_fen, "settled_at": now}
    )
    return True


def owed_of(child: ChildOrder, *, expected_fen: int = 0) -> Owed:
    """Return what a child order is worth to its enterprise, once `expected_fen` more went back.

    Raises:
        RateMissing: no commission rate holds for one of the goods.
    """
    rates = rates_of(child)
    goods: Counter[int] = Counter()
    for line in child.lines.all():
        goods[rates[line.order_line_id]] += line.paid_fen
    return owed(
        goods=goods,
        shipping_fen=child.shipping_fen,
        refunded_fen=min(child.refunded_fen + expected_fen, child.total_fen),
        subsidies=_subsidies(child, rates, expected_fen=expected_fen),
    )


def _subsidies(child: ChildOrder, rates: Mapping[int, int], *, expected_fen: int) -> dict[int, int]:
    amounts = [
        line for line in order_amounts(order_id=child.order_id).lines if line.line_id in rates
    ]
    if not any(line.subsidy_fen for line in amounts):
        return {}
    named, unnamed_fen = refunds_of_lines(child=child)
    return subsidies_kept(
        lines=[
            SubsidisedLine(
                basis_points=rates[line.line_id],
                paid_fen=line.paid_fen,
                subsidy_fen=line.subsidy_fen,
                refunded_fen=named.get(line.line_id, 0),
            )
            for line in amounts
        ],
        unnamed_fen=unnamed_fen + expected_fen,
    )


def rates_of(child: ChildOrder) -> dict[int, int]:
    """Return for each line of the order the basis points of the day of payment."""
    lines = list(child.lines.select_related("order_line__variant"))
    products = {line.pk: _product_of(line) for line in lines}
    classes = goods_classes_of(product_ids=[each for each in products.values() if each])
    rates = [
        Rate(goods_class=row.goods_class, since=row.since, basis_points=row.basis_points)
        for row in CommissionRate.objects.all()
    ]
    day = timezone.localdate(child.paid_at)
    found: dict[int, int] = {}
    for line in lines:
        goods_class = classes.get(products[line.pk] or 0, "")
        try:
            found[line.order_line_id] = rate_for(rates, goods_class=goods_class, day=day)
        except NoRate as error:
            raise RateMissing(goods_class=goods_class or "*", day=day.isoformat()) from error
    return found


def _product_of(line: object) -> int | None:
    variant = line.order_line.variant  # type: ignore[attr-defined]
    return variant.product_id if variant is not None else None


def _book_refund(child: ChildOrder, due: Owed, *, now: datetime) -> None:
    booked = _booked(child, _MONEY)
    gone = booked - (due.goods_fen + due.shipping_fen)
    key = f"{child.number}:{child.refunded_fen}"
    _book(child, EntryKind.REFUND, -gone, key=key, now=now)
    unborne = _booked(child, _SUBSIDY) - due.subsidy_fen
    _book(child, EntryKind.SUBSIDY_RETURN, -unborne, key=key, now=now)


def _booked(child: ChildOrder, kinds: tuple[str, ...]) -> int:
    entries = LedgerEntry.objects.filter(child_order=child, kind__in=kinds)
    return entries.aggregate(fen=Sum("fen"))["fen"] or 0


def _book_commission(child: ChildOrder, due: Owed, *, now: datetime) -> None:
    entries = LedgerEntry.objects.filter(child_order=child, kind__in=_COMMISSION)
    booked = {
        row["basis_points"]: -row["fen"]
        for row in entries.values("basis_points").order_by().annotate(fen=Sum("fen"))
    }
    for rate, change in differences(wanted=due.commission, booked=booked):
        kind = EntryKind.COMMISSION if change > 0 else EntryKind.COMMISSION_RETURN
        key = f"{child.number}:{rate}:{child.refunded_fen}"
        _book(child, kind, -change, key=key, now=now, basis_points=rate)


def _book(
    child: ChildOrder,
    kind: EntryKind,
    fen: int,
    *,
    key: str,
    now: datetime,
    basis_points: int | None = None,
) -> None:
    entry_book(
        enterprise_id=child.enterprise_id,
        kind=kind,
        fen=fen,
        key=key,
        actor=ACTOR,
        now=now,
        child_order_id=child.pk,
        basis_points=basis_points,
    )


def children_settle_due(*, now: datetime) -> dict[str, int]:
    """Settle child orders that the ledger has not followed; one that fails stops no other.

    Returns:
        How many were settled, and how many could not be.
    """
    received = ChildOrder.objects.filter(received_at__isnull=False)
    due = received.filter(Q(settled=None) | ~Q(settled__refunded_fen=F("refunded_fen")))
    counts = {"settled": 0, "failed": 0}
    for child_order_id in due.order_by("pk").values_list("pk", flat=True)[:BATCH]:
        try:
            counts["settled"] += child_settle(child_order_id=child_order_id, now=now)
        except DomainError as error:
            logger.error("settlement of child order %s waits: %s", child_order_id, error)
            counts["failed"] += 1
    return counts
