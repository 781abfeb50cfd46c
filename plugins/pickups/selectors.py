"""Reads of points and pick-ups. Other people's do not exist."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from saleor.checkout.models import Checkout
from saleor.order.models import Order

from plugins.brand.public import makers_of
from plugins.child_orders.public import ChildState
from plugins.kernel.errors import Conflict
from plugins.orders.public import units_left
from plugins.pickups import errors
from plugins.pickups.models import Pickup, PickupChoice, PickupPoint
from plugins.shipping_rules.public import pick_up_method

_WAITING = Q(child_order__state=ChildState.READY.value)


@dataclass(frozen=True)
class Offer:
    """Where goods can be fetched; without points, why they cannot."""

    points: tuple[PickupPoint, ...] = ()
    obstacle: Conflict | None = None


def points_of(*, enterprise_id: int) -> QuerySet[PickupPoint]:
    """Return an enterprise's points with their hours, in two queries."""
    return PickupPoint.objects.filter(enterprise=enterprise_id).prefetch_related("spans")


def point_of_enterprise(*, point_id: int, enterprise_id: int) -> PickupPoint:
    """Raises:
    PointNotFound: the enterprise has no such point.
    """
    point = points_of(enterprise_id=enterprise_id).filter(pk=point_id).first()
    if point is None:
        raise errors.PointNotFound()
    return point


def pick_up_offer(*, product_ids: Collection[int]) -> Offer:
    """Say where goods can be fetched that are ordered together."""
    makers = makers_of(product_ids=product_ids)
    enterprises = set(makers.values())
    if len(enterprises) > 1:
        return Offer(obstacle=errors.SeveralEnterprises())
    if not product_ids or set(product_ids) != set(makers):
        return Offer(obstacle=errors.NoOpenPoint())
    points = tuple(points_of(enterprise_id=enterprises.pop()).filter(is_open=True))
    if not points:
        return Offer(obstacle=errors.NoOpenPoint())
    if pick_up_method() is None:
        return Offer(obstacle=errors.PickUpNotOffered())
    return Offer(points=points)


def choice_of(checkout: Checkout) -> PickupChoice | None:
    """Return the choice of a checkout while it holds; see `PickupChoice`."""
    choice = PickupChoice.objects.select_related("point").filter(checkout=checkout).first()
    if choice is None or not choice.point.is_open:
        return None
    if not _is_addressed_to(checkout, choice.point):
        return None
    lines = list(checkout.lines.select_related("variant"))
    products = {line.variant.product_id for line in lines}
    makers = makers_of(product_ids=products)
    is_theirs = set(makers) == products and set(makers.values()) == {choice.point.enterprise_id}
    return choice if is_theirs else None


def _is_addressed_to(checkout: Checkout, point: PickupPoint) -> bool:
    address = checkout.shipping_address
    return address is not None and (
        address.company_name,
        address.country_area,
        address.city,
        address.city_area,
        address.street_address_1,
    ) == (point.name, point.province, point.city, point.county, point.full_street)


def is_picked_up(basket: Checkout | Order) -> bool:
    """See `CapabilityConfig.picked_up`."""
    if isinstance(basket, Order):
        return Pickup.objects.filter(child_order__order=basket).exists()
    return choice_of(basket) is not None


def pickups_of(*, enterprise_id: int) -> QuerySet[Pickup]:
    """Return an enterprise's paid pick-ups with their goods, those that wait longest first."""
    mine = Pickup.objects.filter(
        child_order__enterprise=enterprise_id, child_order__paid_at__isnull=False
    )
    return (
        mine.select_related("point", "child_order__order__shipping_address")
        .prefetch_related("child_order__lines__order_line")
        .order_by("keep_until", "child_order__ship_by", "pk")
    )


def pickup_of_enterprise(*, number: str, enterprise_id: int) -> Pickup:
    """Raises:
    PickupNotFound: the enterprise has no paid pick-up of that number.
    """
    pickup = pickups_of(enterprise_id=enterprise_id).filter(child_order__number=number).first()
    if pickup is None:
        raise errors.PickupNotFound()
    return pickup


def pickup_of_code(*, code: str, enterprise_id: int) -> Pickup:
    """Return whose code it is among the enterprise's own, fetched ones as well.

    Raises:
        CodeUnknown: it opens none of them.
    """
    index = Pickup._meta.get_field("code_index")
    found = pickups_of(enterprise_id=enterprise_id).filter(code_index__in=index.any_of(code))
    pickup = found.first() if code else None
    if pickup is None:
        raise errors.CodeUnknown(field="code")
    return pickup


def pickup_of_buyer(*, order_number: str, buyer: Any) -> Pickup | None:
    """Return what the buyer fetches of her own order; None when it is delivered."""
    mine = Pickup.objects.filter(
        child_order__order__placed__buyer=buyer, child_order__order__placed__number=order_number
    )
    return mine.select_related("point", "child_order").prefetch_related("point__spans").first()


def has_goods(pickup: Pickup) -> bool:
    """Whether something of it is still to be handed over; not so once all was refunded."""
    lines = list(pickup.child_order.lines.values_list("order_line_id", flat=True))
    return any(units_left(line_ids=lines).values())


def waiting_for_buyers() -> QuerySet[Pickup]:
    """Return what is set aside and not fetched."""
    return Pickup.objects.filter(_WAITING, ready_at__isnull=False, handed_over_at__isnull=True)


def overdue(pickups: QuerySet[Pickup], *, today: date) -> QuerySet[Pickup]:
    return pickups.filter(_WAITING, keep_until__lt=today, handed_over_at__isnull=True)


def subjects_of_order(*, order_id: int) -> list[Model]:
    """Return what the timeline of an order is about; see `plugins.kernel.registry`."""
    return list(Pickup.objects.filter(child_order__order=order_id))
