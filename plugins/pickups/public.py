"""Everything other capabilities may use of pick-ups."""

from plugins.pickups.models import Pickup, PickupPoint
from plugins.pickups.rules import Span
from plugins.pickups.selectors import has_goods, pick_up_offer, points_of
from plugins.pickups.services.point_save import PointFacts, point_create
from plugins.pickups.signals import pickup_ending, pickup_ready

__all__ = [
    "Pickup",
    "PickupPoint",
    "PointFacts",
    "Span",
    "has_goods",
    "pick_up_offer",
    "pickup_ending",
    "pickup_ready",
    "point_create",
    "points_of",
]
