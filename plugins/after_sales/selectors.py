"""Reads of cases, and of what of an order can still be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Sum
from saleor.order.models import Order, OrderLine

from plugins.after_sales.errors import CaseNotFound
from plugins.after_sales.models import Case, CaseLine, EvidencePicture, LineTally, OrderTally
from plugins.after_sales.rules import windows
from plugins.after_sales.rules.deadlines import STAGES, Party
from plugins.after_sales.states import DECIDED, RELEASED, TRANSITIONS, CaseState
from plugins.kernel.pictures import PictureNotFound
from plugins.orders.public import lines_with_return_consent, order_amounts
from plugins.shipments.public import shipment_summary

_RELEASED = [state.value for state in RELEASED]
_DECIDED = [state.value for state in DECIDED]
_FINAL = [state.value for state in CaseState if TRANSITIONS.is_final(state)]
#: The seller has to act.
SELLER_STATES = [state.value for state, each in STAGES.items() if each.waits_for is Party.SELLER]


@dataclass(frozen=True)
class LineFacts:
    """An order line as after-sales sees it; money in fen.

    Attributes:
        unshipped, shipped: units of each that no case holds yet.
        decided: units whose money goes back for certain.
    """

    line_id: int
    name: str
    quantity: int
    paid_fen: int
    returned_quantity: int
    returned_fen: int
    unshipped: int
    shipped: int
    decided: int
    is_exempt: bool


@dataclass(frozen=True)
class OrderFacts:
    """What of an order can be asked for; money in fen."""

    order_id: int
    lines: tuple[LineFacts, ...]
    shipping_left_fen: int
    received_at: datetime | None
    has_left: bool

    def line(self, line_id: int) -> LineFacts | None:
        return next((line for line in self.lines if line.line_id == line_id), None)

    def situation_of(self, line: LineFacts, *, is_shipped: bool) -> windows.Situation:
        return windows.Situation(
            is_shipped=is_shipped, received_at=self.received_at, is_exempt=line.is_exempt
        )


def order_facts(order: Order) -> OrderFacts:
    """Read what is known; inside the order's lock when something is decided by it."""
    lines = list(order.lines.order_by("pk"))
    amounts = order_amounts(order_id=order.pk)
    tallies = {each.order_line_id: each for each in LineTally.objects.filter(tally__order=order)}
    consents = lines_with_return_consent(order_id=order.pk)
    shipment = shipment_summary(order_id=order.pk)
    held = _units(order, is_decided=False)
    decided = _units(order, is_decided=True)
    tally = OrderTally.objects.filter(order=order).first()
    returned_shipping = tally.shipping_returned_fen if tally else 0
    return OrderFacts(
        order_id=order.pk,
        lines=tuple(
            _line_facts(
                line,
                paid_fen=amount.paid_fen,
                tally=tallies.get(line.pk),
                held=held,
                decided=decided,
                is_exempt=line.pk in consents,
            )
            for line, amount in zip(lines, amounts.lines, strict=True)
        ),
        shipping_left_fen=amounts.shipping_fen - returned_shipping,
        received_at=shipment.received_at if shipment else None,
        has_left=order.fulfillments.exists(),
    )


def _line_facts(
    line: OrderLine,
    *,
    paid_fen: int,
    tally: LineTally | None,
    held: dict[tuple[int, bool], int],
    decided: dict[tuple[int, bool], int],
    is_exempt: bool,
) -> LineFacts:
    returned = tally.returned_quantity if tally else 0
    left = line.quantity - returned
    unshipped = line.quantity_unfulfilled - held.get((line.pk, False), 0)
    shipped = line.quantity_fulfilled - held.get((line.pk, True), 0)
    return LineFacts(
        line_id=line.pk,
        name=f"{line.product_name} {line.variant_name}".strip(),
        quantity=line.quantity,
        paid_fen=paid_fen,
        returned_quantity=returned,
        returned_fen=tally.returned_fen if tally else 0,
        unshipped=max(0, min(unshipped, left)),
        shipped=max(0, min(shipped, left)),
        decided=decided.get((line.pk, False), 0) + decided.get((line.pk, True), 0),
        is_exempt=is_exempt,
    )


def _units(order: Order, *, is_decided: bool) -> dict[tuple[int, bool], int]:
    """Add up the units that cases hold, by order line and whether they had left."""
    lines = CaseLine.objects.filter(case__order=order).exclude(case__state__in=_RELEASED)
    if is_decided:
        lines = lines.filter(case__state__in=_DECIDED)
    rows = lines.values_list("line__order_line_id", "case__is_shipped").annotate(Sum("quantity"))
    return {(line_id, is_shipped): units for line_id, is_shipped, units in rows.order_by()}


def subjects_of_order(*, order_id: int) -> list[Model]:
    """Return what the timeline of an order is about; see `plugins.kernel.registry`."""
    return list(Case.objects.filter(order_id=order_id))


def cases_of(buyer: Any) -> QuerySet[Case]:
    """Return the buyer's own cases, newest first."""
    return _with_lines(Case.objects.filter(buyer=buyer))


def orders_with_cases(*, buyer: Any, now: datetime) -> QuerySet[Any]:
    """Return the ids of the buyer's orders about which there is a case, open or ended."""
    return Case.objects.filter(buyer=buyer).order_by().values("order_id")


def case_of_buyer(*, number: str, buyer: Any) -> Case:
    """Return the buyer's case; other people's cases do not exist.

    Raises:
        CaseNotFound: no case of this buyer has that number.
    """
    case = cases_of(buyer).filter(number=number).first()
    if case is None:
        raise CaseNotFound(field="number")
    return case


def has_open_cases(*, order_id: int) -> bool:
    """Whether somebody still has to act in a case about the order, or money is moving."""
    return Case.objects.filter(order_id=order_id).exclude(state__in=_FINAL).exists()


def cases_queue() -> QuerySet[Case]:
    """Return all cases as staff works through them: overdue first."""
    return _with_lines(Case.objects.all()).most_urgent_first()


def cases_of_enterprise(*, enterprise_id: int) -> QuerySet[Case]:
    """Return the cases about an enterprise's goods, the most urgent first."""
    return _with_lines(
        Case.objects.filter(child_order__enterprise=enterprise_id)
    ).most_urgent_first()


def case_of_enterprise(*, number: str, enterprise_id: int) -> Case:
    """Return an enterprise's case; other enterprises' cases do not exist.

    Raises:
        CaseNotFound: none about its goods has that number.
    """
    case = cases_of_enterprise(enterprise_id=enterprise_id).filter(number=number).first()
    if case is None:
        raise CaseNotFound(field="number")
    return case


@dataclass(frozen=True)
class CaseCounts:
    """What an enterprise's desk shows first.

    Attributes:
        to_answer: waits for the enterprise; `near` of them have little time left.
        without_address: the buyer does not know where to send the goods.
    """

    by_state: Mapping[str, int]
    to_answer: int
    near: int
    without_address: int


def case_counts(*, enterprise_id: int, now: datetime) -> CaseCounts:
    """Count an enterprise's cases by state, in one query."""
    mine = Case.objects.filter(child_order__enterprise=enterprise_id).order_by()
    rows = mine.values_list("state").annotate(
        cases=Count("pk"),
        near=Count("pk", filter=Q(remind_at__lte=now)),
        homeless=Count("pk", filter=Q(return_to="")),
    )
    found = {state: (cases, near, homeless) for state, cases, near, homeless in rows}
    seller = [found[state] for state in SELLER_STATES if state in found]
    return CaseCounts(
        by_state={state: cases for state, (cases, _, _) in found.items()},
        to_answer=sum(cases for cases, _, _ in seller),
        near=sum(near for _, near, _ in seller),
        without_address=found.get(CaseState.WAITING_RETURN.value, (0, 0, 0))[2],
    )


def picture_of_case(*, case: Case, picture_id: int) -> EvidencePicture:
    """Raises:
    PictureNotFound: the case has no such picture.
    """
    picture = EvidencePicture.objects.filter(case=case, pk=picture_id).first()
    if picture is None:
        raise PictureNotFound()
    return picture


def last_return_to(case: Case) -> str:
    """Return where the enterprise's last return went; empty when there was none."""
    earlier = Case.objects.exclude(return_to="").exclude(pk=case.pk)
    if case.child_order is None:
        mine = earlier.filter(child_order=None)
    else:
        mine = earlier.filter(child_order__enterprise=case.child_order.enterprise_id)
    return mine.order_by("-pk").values_list("return_to", flat=True).first() or ""


def _with_lines(cases: Any) -> Any:
    whose = ("order__placed", "order__shipping_address", "child_order__enterprise")
    return cases.select_related(*whose).prefetch_related("lines__line__order_line", "pictures")


def name_masked(name: str) -> str:
    """Hide a name but its first character."""
    return f"{name[:1]}**"
