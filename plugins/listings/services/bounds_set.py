"""The office says how late goods of a class may leave."""

from __future__ import annotations

from django.db import transaction

from plugins.brand.public import Actor, GoodsClass
from plugins.kernel import audit
from plugins.listings import errors
from plugins.listings.models import ShippingBounds
from plugins.listings.permissions import SET_BOUNDS
from plugins.listings.rules.promise import MOST_HOURS, ShipBounds
from plugins.listings.services.listing_lock import reason_checked


@transaction.atomic
def bounds_set(
    *, goods_class: str, bounds: ShipBounds, reason: str, actor: Actor
) -> ShippingBounds:
    """Set the bounds of a class of goods (empty: all without their own).

    They hold for orders placed from now on; a placed order keeps what it was told.

    Raises:
        PermissionLacking, ReasonMissing
        ChoiceUnknown: there is no such class.
        BoundsInvalid: they are not in order, or beyond fifteen days.
    """
    actor.require(SET_BOUNDS)
    if goods_class and not GoodsClass.objects.filter(slug=goods_class).exists():
        raise errors.ChoiceUnknown(field="goods_class", field_zh="品类", field_en="class of goods")
    if not 1 <= bounds.shortest <= bounds.default <= bounds.longest <= MOST_HOURS:
        raise errors.BoundsInvalid(field="default", most=MOST_HOURS)
    row, _ = ShippingBounds.objects.update_or_create(
        goods_class=goods_class,
        defaults={
            "default_hours": bounds.default,
            "shortest_hours": bounds.shortest,
            "longest_hours": bounds.longest,
        },
    )
    audit.record(
        "listings.bounds.set",
        row,
        actor=actor.name,
        reason=reason_checked(reason),
        goods_class=goods_class,
        default_hours=bounds.default,
        shortest_hours=bounds.shortest,
        longest_hours=bounds.longest,
    )
    return row
