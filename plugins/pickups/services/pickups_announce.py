"""Tell other capabilities of what waits for buyers.

Handlers of the outbox: they may run twice for one occasion, never not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plugins.pickups.models import Pickup
from plugins.pickups.signals import pickup_ending, pickup_ready


def announce_ready(payload: Mapping[str, Any]) -> None:
    pickup_ready.send(sender=Pickup, pickup_id=payload["pickup_id"])


def announce_ending(payload: Mapping[str, Any]) -> None:
    pickup_ending.send(sender=Pickup, pickup_id=payload["pickup_id"])
