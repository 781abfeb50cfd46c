"""What its buyer fetches leaves with her code, whoever would ship it."""

from __future__ import annotations

from collections.abc import Collection

from plugins.child_orders.public import PickedUp
from plugins.pickups.models import Pickup


class PickupGuard:
    """See `plugins.orders.providers.ShippingGuard`.

    A hand-over is written down before the goods leave, in its transaction; nothing else
    lets them go, neither the shop's shipping of a whole order nor the engine's.
    """

    def refuse(self, *, order_id: int, line_ids: Collection[int] | None = None) -> None:
        waiting = Pickup.objects.filter(child_order__order=order_id, handed_over_at__isnull=True)
        if waiting.exists():
            raise PickedUp()
