"""Reads of fapiao requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet

from plugins.fapiao import rules
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.states import LIVE, FapiaoState
from plugins.orders.public import order_of_buyer


@dataclass(frozen=True)
class FapiaoEntry:
    """One line of the seller's list; money in fen.

    Attributes:
        total_fen: what was issued, else what would be issued now.
        excess_fen: money that went back after issuing, so that a red-letter
            fapiao (红字发票) of this amount is due.
        age_days: days it has waited, or did wait until it was decided.
        is_masked: a person's title and the e-mail are hidden.
    """

    id: int
    order_number: str
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


def invoiceable_fen(placed: Any) -> int:
    """Return what a fapiao of this placed order is made out for, in fen.

    The one place that reads the order's figures.
    """
    return rules.invoiceable_fen(paid_fen=placed.paid_fen, refunded_fen=placed.refunded_fen)


def total_fen_of(request: FapiaoRequest) -> int:
    """Return what was issued, else what would be issued now."""
    if request.issued_fen is not None:
        return request.issued_fen
    return invoiceable_fen(request.order.placed)


def fapiao_of_buyer(*, order_number: str, buyer: Any) -> FapiaoRequest | None:
    """Return the latest request for the buyer's order; the live one is always it.

    Raises:
        OrderNotFound: not an order of this buyer.
    """
    placed = order_of_buyer(number=order_number, buyer=buyer)
    return (
        FapiaoRequest.objects.filter(order_id=placed.order_id)
        .select_related("order__placed")
        .first()
    )


def fapiao_live(*, order_id: int) -> QuerySet[FapiaoRequest]:
    """Return the order's request that is asked for or issued: one or none."""
    return FapiaoRequest.objects.filter(order_id=order_id, state__in=LIVE)


def fapiao_requests(*, state: FapiaoState | None = None) -> QuerySet[FapiaoRequest]:
    """Return requests, those that have waited longest first."""
    requests = FapiaoRequest.objects.select_related("order__placed")
    if state is not None:
        requests = requests.filter(state=state.value)
    return requests.order_by("requested_at", "pk")


def entry_of(request: FapiaoRequest, *, now: datetime, is_masked: bool = True) -> FapiaoEntry:
    """Return a request as the seller's list shows it: masked unless asked otherwise.

    Whoever passes `is_masked=False` to show it to staff goes through
    `services.fapiao_reveal`, which writes down who looked.
    """
    kind = rules.FapiaoKind(request.kind)
    title, email = request.title, request.email
    if is_masked:
        title, email = rules.title_masked(kind=kind, title=title), rules.email_masked(email)
    total_fen = total_fen_of(request)
    excess = total_fen - invoiceable_fen(request.order.placed) if request.issued_fen else 0
    return FapiaoEntry(
        id=request.pk,
        order_number=request.order.placed.number,
        state=FapiaoState(request.state),
        kind=kind,
        title=title,
        tax_number=request.tax_number,
        email=email,
        revision=request.revision,
        total_fen=total_fen,
        excess_fen=excess,
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
