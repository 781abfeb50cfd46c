"""Say whose money went back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from plugins.child_orders import rules
from plugins.child_orders.models import ChildLine, ChildOrder, ChildRefund
from plugins.orders.public import (
    NamedRefund,
    OrderSummary,
    RefundStanding,
    order_refund_standing,
    order_summary,
    refunds_named,
)


def child_refunds_count(
    *, order: OrderSummary, children: Sequence[ChildOrder], now: datetime
) -> None:
    """Attribute what went back of an order and is not attributed yet; all are locked.

    Refunds that name goods first, each under its key; what remains named nothing
    (goodwill) and is spread by what is left. Written once, so a later refund never
    changes what an earlier one meant.
    """
    uncounted = order.refunded_fen - sum(child.refunded_fen for child in children)
    if uncounted == 0:
        return
    for refund in _new_ones(order.order_id):
        named = _named(refund, children)
        parts = rules.attribute_refund(named=named, left=_left(children))
        _write(children, parts, key=refund.key, now=now)
        uncounted -= sum(parts)
    if uncounted:
        parts = rules.spread_refund(fen=uncounted, left=_left(children))
        _write(children, parts, key=f"unnamed:{order.refunded_fen}", now=now)


def refunds_expected(*, order_id: int, fen: int) -> dict[int, int]:
    """Return for each child order how much of `fen` on its way back will be its own.

    `fen` is what of the order is promised back and has not arrived. Attributed as
    `child_refunds_count` will do it, without writing; the caller has locked the order.
    What went back and is not attributed yet is counted as well.
    """
    children = list(ChildOrder.objects.filter(order_id=order_id).order_by("pk"))
    left = _left(children)
    expected = [0] * len(children)
    arrived = order_summary(order_id=order_id).refunded_fen
    rest = min(fen + arrived - sum(child.refunded_fen for child in children), sum(left))
    for refund in _under_way(order_id):
        named = _named(refund, children)
        if not 0 < sum(named) <= rest:
            continue
        parts = rules.attribute_refund(named=named, left=left)
        expected = [have + part for have, part in zip(expected, parts, strict=True)]
        left = [room - part for room, part in zip(left, parts, strict=True)]
        rest -= sum(parts)
    if rest > 0:
        parts = rules.spread_refund(fen=rest, left=left)
        expected = [have + part for have, part in zip(expected, parts, strict=True)]
    return {child.pk: part for child, part in zip(children, expected, strict=True)}


def _under_way(order_id: int) -> list[NamedRefund]:
    """Return refunds that name goods and are neither counted nor failed."""
    counted = set(
        ChildRefund.objects.filter(child_order__order=order_id).values_list("key", flat=True)
    )
    return [
        refund
        for refund in refunds_named(order_id=order_id)
        if refund.key not in counted
        and order_refund_standing(order_id=order_id, key=refund.key) is not RefundStanding.FAILED
    ]


def _new_ones(order_id: int) -> list[NamedRefund]:
    """Return refunds whose money has gone back since the last time."""
    counted = set(
        ChildRefund.objects.filter(child_order__order=order_id).values_list("key", flat=True)
    )
    return [
        refund
        for refund in refunds_named(order_id=order_id)
        if refund.key not in counted
        and order_refund_standing(order_id=order_id, key=refund.key) is RefundStanding.SUCCEEDED
    ]


def _named(refund: NamedRefund, children: Sequence[ChildOrder]) -> list[int]:
    lines = ChildLine.objects.filter(child_order__in=children)
    owners = dict(lines.values_list("order_line_id", "child_order_id"))
    return rules.named_refund(
        lines=refund.lines,
        shipping_fen=refund.shipping_fen,
        line_ids=[
            {line_id for line_id, owner in owners.items() if owner == child.pk}
            for child in children
        ],
        shipping=[child.shipping_fen for child in children],
    )


def _left(children: Sequence[ChildOrder]) -> list[int]:
    return [child.total_fen - child.refunded_fen for child in children]


def _write(
    children: Sequence[ChildOrder], parts: Sequence[int], *, key: str, now: datetime
) -> None:
    """The database adds the parts to `refunded_fen`; our copies follow."""
    for child, fen in zip(children, parts, strict=True):
        if fen:
            ChildRefund.objects.create(child_order=child, key=key, fen=fen, counted_at=now)
            child.refunded_fen += fen
