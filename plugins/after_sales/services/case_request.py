"""A buyer asks to have goods refunded."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from saleor.order.models import Order

from plugins.after_sales import errors
from plugins.after_sales.models import (
    ONE_CASE_PER_KEY,
    Case,
    CaseLine,
    EvidencePicture,
    LineTally,
)
from plugins.after_sales.rules import windows, wishes
from plugins.after_sales.rules.amounts import units_fen
from plugins.after_sales.rules.deadlines import deadline_of
from plugins.after_sales.rules.wishes import OBSTACLES, Wish
from plugins.after_sales.selectors import LineFacts, OrderFacts, order_facts
from plugins.after_sales.services.case_advance import case_announce
from plugins.after_sales.services.tally_open import tally_open
from plugins.after_sales.states import RELEASED, CaseState
from plugins.child_orders.public import ChildOrder, owners_of_lines
from plugins.kernel import audit
from plugins.kernel.pictures import PictureNotFound
from plugins.orders.public import OrderState, order_lock, order_of_buyer


def case_request(
    *, order_number: str, buyer: Any, idempotency_key: str, wish: Wish, now: datetime
) -> Case:
    """Open a case over units of the buyer's paid order; the same key opens one.

    The order is locked, so of two requests for its last unit one is told that
    nothing is left, and the order is not shipped in between. Amounts are fixed
    here; shipping goes back by rule (see `windows.is_shipping_returned`).

    Raises:
        OrderNotFound, LineNotFound, PictureNotFound: not this buyer's.
        KeyInvalid, KeyReused, QuantityInvalid, TextInvalid, PicturesTooMany,
        OrderNotRefundable, QuantityTooMany, LinesMixed, EnterprisesMixed, NothingLeft, WindowOver,
        NoReasonExempt, MustReturn, NothingToReturn, AlreadyReceived: nothing was changed.
    """
    key = wishes.key_checked(idempotency_key)
    wish = wishes.wish_checked(wish)
    order_id = order_of_buyer(number=order_number, buyer=buyer).order_id
    try:
        return _request(order_id=order_id, buyer=buyer, key=key, wish=wish, now=now)
    except IntegrityError as error:
        # The same key for another order at the same moment: that one is not locked here.
        if ONE_CASE_PER_KEY in str(error):
            raise errors.KeyReused(field="idempotencyKey") from error
        raise


@transaction.atomic
def case_open_by_enterprise(
    *, order_id: int, occasion: str, units: Mapping[int, int], note: str, actor: str, now: datetime
) -> Case:
    """Open the case of a buyer who does not fetch her goods; the same occasion opens one.

    A case like any other, refunded in full: the caller has asked who may do so and when.
    Where an earlier one of the occasion ended and nothing went back, another is opened.

    Raises:
        OrderNotFound.
        OrderNotRefundable, QuantityTooMany, EnterprisesMixed, NothingLeft: nothing was changed.
    """
    placed = order_lock(order_id=order_id)
    wish = Wish(
        kind=windows.Kind.REFUND_ONLY,
        reason=windows.Reason.NOT_RECEIVED,
        units=units,
        description=note,
    )
    # Its colon is in no key of a buyer's, so her cases never stand for the enterprise's.
    earlier = list(
        Case.objects.filter(order=order_id, idempotency_key__startswith=f"{occasion}:").order_by(
            "pk"
        )
    )
    if earlier and CaseState(earlier[-1].state) not in RELEASED:
        return _the_same(earlier[-1], order_id=order_id, wish=wish)
    if placed.state != OrderState.PAID.value:
        raise errors.OrderNotRefundable()
    return _open(
        order=placed.order,
        buyer=placed.buyer,
        key=f"{occasion}:{len(earlier) + 1}",
        wish=wishes.wish_checked(wish),
        now=now,
        actor=actor,
        is_by_enterprise=True,
    )


@transaction.atomic
def _request(*, order_id: int, buyer: Any, key: str, wish: Wish, now: datetime) -> Case:
    placed = order_lock(order_id=order_id)
    earlier = Case.objects.filter(buyer=buyer, idempotency_key=key).first()
    if earlier is not None:
        return _the_same(earlier, order_id=order_id, wish=wish)
    if placed.state != OrderState.PAID.value:
        raise errors.OrderNotRefundable(field="orderNumber")
    return _open(
        order=placed.order,
        buyer=buyer,
        key=key,
        wish=wish,
        now=now,
        actor=audit.actor_of(buyer),
    )


def _the_same(case: Case, *, order_id: int, wish: Wish) -> Case:
    asked = dict(case.lines.values_list("line__order_line_id", "quantity"))
    if (case.order_id, case.kind, case.reason, asked) != (
        order_id,
        wish.kind.value,
        wish.reason.value,
        wish.units,
    ):
        raise errors.KeyReused(field="idempotencyKey")
    return case


def _open(
    *,
    order: Order,
    buyer: Any,
    key: str,
    wish: Wish,
    now: datetime,
    actor: str,
    is_by_enterprise: bool = False,
) -> Case:
    facts = order_facts(order)
    chosen = _chosen(facts, wish.units)
    is_shipped = _is_shipped(chosen, wish.units) if chosen else facts.has_left
    _refuse_forbidden(facts, chosen, wish=wish, is_shipped=is_shipped, now=now)
    amounts = {line.line_id: _fen(line, wish.units[line.line_id]) for line in chosen}
    child = _child_order(order, wish.units)
    shipping_fen = _shipping_fen(facts, wish, child=child, is_shipped=is_shipped)
    if sum(amounts.values()) + shipping_fen == 0:
        raise errors.NothingLeft(field="lines")

    tally_open(order)
    deadline = deadline_of(CaseState.REQUESTED, since=now)
    case = Case.objects.create(
        number=wishes.case_number(
            moment=now, random_digits=secrets.randbelow(10**wishes.NUMBER_DIGITS)
        ),
        order=order,
        child_order=child,
        buyer=buyer,
        idempotency_key=key,
        kind=wish.kind.value,
        reason=wish.reason.value,
        description=wish.description,
        is_shipped=is_shipped,
        fen=sum(amounts.values()) + shipping_fen,
        shipping_fen=shipping_fen,
        requested_at=now,
        due_at=deadline.due_at,
        remind_at=deadline.remind_at,
    )
    _write_lines(case, units=wish.units, amounts=amounts)
    _attach(case, wish.pictures)
    _record(case, wish, actor=actor, is_by_enterprise=is_by_enterprise)
    case_announce(case)
    return case


def _record(case: Case, wish: Wish, *, actor: str, is_by_enterprise: bool) -> None:
    details = {
        "order": case.order_id,
        "fen": case.fen,
        "units": {str(line_id): units for line_id, units in wish.units.items()},
    }
    reason = wish.reason.value
    if is_by_enterprise:
        audit.record(
            "after_sales.case.opened_by_enterprise", case, actor=actor, reason=reason, **details
        )
    else:
        audit.record("after_sales.case.requested", case, actor=actor, reason=reason, **details)


def _chosen(facts: OrderFacts, units: Mapping[int, int]) -> list[LineFacts]:
    chosen = []
    for line_id in sorted(units):
        line = facts.line(line_id)
        if line is None:
            raise errors.LineNotFound(field="lines")
        chosen.append(line)
    return chosen


def _is_shipped(chosen: list[LineFacts], units: Mapping[int, int]) -> bool:
    """Tell whether the units have left; all of one case must have, or none."""
    stages = set()
    for line in chosen:
        wanted = units[line.line_id]
        if wanted <= line.unshipped:
            stages.add(False)
        elif wanted <= line.shipped:
            stages.add(True)
        elif wanted <= line.unshipped + line.shipped:
            raise errors.LinesMixed(field="lines")
        else:
            raise errors.QuantityTooMany(
                field="lines", item=line.name, left=line.unshipped + line.shipped
            )
    if len(stages) > 1:
        raise errors.LinesMixed(field="lines")
    return stages.pop()


def _refuse_forbidden(
    facts: OrderFacts, chosen: list[LineFacts], *, wish: Wish, is_shipped: bool, now: datetime
) -> None:
    for line in chosen:
        found = windows.obstacle(
            kind=wish.kind,
            reason=wish.reason,
            situation=facts.situation_of(line, is_shipped=is_shipped),
            now=now,
        )
        if found is not None:
            raise OBSTACLES[found](field="reason", item=line.name)
    if not chosen and wish.kind is windows.Kind.RETURN_AND_REFUND:
        raise errors.NothingToReturn(field="kind")


def _fen(line: LineFacts, units: int) -> int:
    return units_fen(
        paid_fen=line.paid_fen,
        quantity=line.quantity,
        returned_quantity=line.returned_quantity,
        returned_fen=line.returned_fen,
        units=units,
    )


def _child_order(order: Order, units: Mapping[int, int]) -> ChildOrder | None:
    """Return whose goods they are; one enterprise's, since each answers for its own.

    None: shipping of an order that several share, or an order that is not divided yet.
    """
    owners = owners_of_lines(order_id=order.pk)
    concerned = {owners[line] for line in units if line in owners} if units else {*owners.values()}
    if units and len(concerned) > 1:
        raise errors.EnterprisesMixed(field="lines")
    return ChildOrder.objects.get(pk=concerned.pop()) if len(concerned) == 1 else None


def _shipping_fen(
    facts: OrderFacts, wish: Wish, *, child: ChildOrder | None, is_shipped: bool
) -> int:
    """Return what goes back of shipping with this case: the enterprise's share.

    Other goods count only once their refund is decided: a case that is still
    open may be withdrawn, and then goods stay with the buyer.
    """
    lines, left = list(facts.lines), facts.shipping_left_fen
    if child is not None:
        own = set(child.lines.values_list("order_line_id", flat=True))
        lines = [line for line in lines if line.line_id in own]
        cases = Case.objects.filter(child_order=child).held()
        returned = cases.aggregate(fen=Sum("shipping_fen"))["fen"] or 0
        left = min(left, child.shipping_fen - returned)
    takes_the_rest = all(
        line.decided + wish.units.get(line.line_id, 0) == line.quantity for line in lines
    )
    is_returned = windows.is_shipping_returned(
        takes_the_rest=takes_the_rest, is_shipped=is_shipped, reason=wish.reason
    )
    return max(0, left) if is_returned else 0


def _write_lines(case: Case, *, units: Mapping[int, int], amounts: Mapping[int, int]) -> None:
    tallies = LineTally.objects.filter(order_line_id__in=units).order_by("pk")
    for tally in tallies:
        CaseLine.objects.create(
            case=case,
            line=tally,
            quantity=units[tally.order_line_id],
            fen=amounts[tally.order_line_id],
        )


def _attach(case: Case, names: Sequence[str]) -> None:
    if not names:
        return
    attached = EvidencePicture.objects.filter(
        name__in=names, buyer_id=case.buyer_id, case__isnull=True
    ).update(case=case)
    if attached != len(names):
        raise PictureNotFound(field="pictures")
