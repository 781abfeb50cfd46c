"""Reads of fapiao requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Model, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from plugins.child_orders.public import ChildOrder
from plugins.fapiao import rules
from plugins.fapiao.errors import FapiaoNotFound
from plugins.fapiao.models import FapiaoRequest, RedLetter
from plugins.fapiao.states import LIVE, FapiaoState
from plugins.orders.public import order_of_buyer


@dataclass(frozen=True)
class FapiaoEntry:
    """One line of the seller's list; money in fen.

    Attributes:
        total_fen: what was issued, else what would be issued now.
        order_number: of the enterprise's part; of the whole order in earlier releases.
        seller: the enterprise that makes it out; empty: the platform.
        excess_fen: money that went back after issuing and is not taken back yet, so
            that a red-letter fapiao (红字发票) of this amount is due.
        age_days: days it has waited, or did wait until it was decided.
        is_masked: a person's title and the e-mail are hidden.
    """

    id: int
    order_number: str
    seller: str
    state: FapiaoState
    kind: rules.FapiaoKind
    title: str
    tax_number: str
    email: str
    revision: int
    total_fen: int
    excess_fen: int
    requested_at: datetime
    age_days: int
    number: str
    issued_on: date | None
    document: str
    refusal_note: str
    is_masked: bool


def invoiceable_fen(request: FapiaoRequest) -> int:
    """Return what the fapiao is made out for, in fen: goods and shipping less refunds.

    The one place that reads the figures: the enterprise's part of the order, vouchers
    taken off; the whole order where a request of earlier releases is about that.
    """
    if request.child_order is not None:
        return part_invoiceable_fen(request.child_order)
    placed = request.order.placed
    return rules.invoiceable_fen(paid_fen=placed.paid_fen, refunded_fen=placed.refunded_fen)


def part_invoiceable_fen(part: ChildOrder) -> int:
    return rules.invoiceable_fen(paid_fen=part.total_fen, refunded_fen=part.refunded_fen)


def total_fen_of(request: FapiaoRequest) -> int:
    """Return what was issued, else what would be issued now."""
    return invoiceable_fen(request) if request.issued_fen is None else request.issued_fen


def excess_fen_of(request: FapiaoRequest) -> int:
    """Return for how much a red-letter fapiao is due: went back after issuing, not taken back."""
    if request.issued_fen is None:
        return 0
    taken_back = sum(each.fen for each in request.red_letters.all())
    return max(0, request.issued_fen - taken_back - invoiceable_fen(request))


def fapiao_of_buyer(*, order_number: str, buyer: Any) -> list[FapiaoRequest]:
    """Return the latest request for each part of the buyer's order, in the parts' order.

    Raises:
        OrderNotFound: not an order of this buyer.
    """
    placed = order_of_buyer(number=order_number, buyer=buyer)
    latest: dict[int | None, FapiaoRequest] = {}
    for request in _with_parts(FapiaoRequest.objects.filter(order_id=placed.order_id)):
        latest.setdefault(request.child_order_id, request)
    return sorted(latest.values(), key=lambda each: each.child_order_id or 0)


def fapiao_live(*, order_id: int) -> QuerySet[FapiaoRequest]:
    """Return the order's requests that are asked for or issued: one for each part at most."""
    return FapiaoRequest.objects.filter(order_id=order_id, state__in=LIVE)


def fapiao_requests(*, state: FapiaoState | None = None) -> QuerySet[FapiaoRequest]:
    """Return requests, those that have waited longest first."""
    requests = _with_parts(FapiaoRequest.objects.all())
    if state is not None:
        requests = requests.filter(state=state.value)
    return requests.order_by("requested_at", "pk")


def fapiao_of_enterprise(*, enterprise_id: int) -> QuerySet[FapiaoRequest]:
    """Return what an enterprise was asked for, the longest waiting first."""
    return fapiao_requests().filter(child_order__enterprise=enterprise_id)


def fapiao_one_of_enterprise(*, request_id: int, enterprise_id: int) -> FapiaoRequest:
    """Raises:
    FapiaoNotFound: the enterprise was not asked for it.
    """
    mine = fapiao_of_enterprise(enterprise_id=enterprise_id)
    request = mine.filter(pk=request_id).first()
    if request is None:
        raise FapiaoNotFound(field="id")
    return request


def fapiao_with_excess(requests: QuerySet[FapiaoRequest]) -> QuerySet[FapiaoRequest]:
    """Leave only those for which a red-letter fapiao is due."""
    part, placed = "child_order__", "order__placed__"
    stays = Coalesce(
        F(f"{part}goods_fen") + F(f"{part}shipping_fen") - F(f"{part}refunded_fen"),
        F(f"{placed}paid_fen") - F(f"{placed}refunded_fen"),
    )
    red = RedLetter.objects.filter(request=OuterRef("pk")).order_by().values("request")
    taken = Coalesce(Subquery(red.annotate(fen=Sum("fen")).values("fen")), 0)
    issued = requests.filter(state=FapiaoState.ISSUED.value)
    return issued.alias(excess=F("issued_fen") - taken - stays).filter(excess__gt=0)


def _with_parts(requests: QuerySet[FapiaoRequest]) -> QuerySet[FapiaoRequest]:
    related = ("order__placed", "child_order__enterprise")
    return requests.select_related(*related).prefetch_related("red_letters")


def entry_of(request: FapiaoRequest, *, now: datetime, is_masked: bool = True) -> FapiaoEntry:
    """Return a request as the seller's list shows it: masked unless asked otherwise.

    Whoever passes `is_masked=False` to show it to staff goes through
    `services.fapiao_reveal`, which writes down who looked.
    """
    kind = rules.FapiaoKind(request.kind)
    title, email = request.title, request.email
    if is_masked:
        title, email = rules.title_masked(kind=kind, title=title), rules.email_masked(email)
    part = request.child_order
    return FapiaoEntry(
        id=request.pk,
        order_number=part.number if part else request.order.placed.number,
        seller=part.enterprise.name if part else "",
        state=FapiaoState(request.state),
        kind=kind,
        title=title,
        tax_number=request.tax_number,
        email=email,
        revision=request.revision,
        total_fen=total_fen_of(request),
        excess_fen=excess_fen_of(request),
        requested_at=request.requested_at,
        age_days=rules.age_days(requested_at=request.requested_at, until=request.decided_at or now),
        number=request.number,
        issued_on=request.issued_on,
        document=request.document,
        refusal_note=request.refusal_note,
        is_masked=is_masked,
    )


def subjects_of_order(*, order_id: int) -> list[Model]:
    """Return what the timeline of an order is about; see `plugins.kernel.registry`."""
    return list(FapiaoRequest.objects.filter(order_id=order_id))
