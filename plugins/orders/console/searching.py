"""What the search box finds among orders."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from brand_theme.console.public import Hit, moment, object_url, view_permission, yuan
from plugins.orders.console.admin import recipient_masked, with_phone_ending
from plugins.orders.console.texts import STATES
from plugins.orders.models import PlacedOrder

MOST = 8
#: A phone number has no index by its end: only orders this young are looked through.
LOOK_BACK = timedelta(days=180)


def find(text: str, user: Any) -> list[Hit]:
    """Return orders by number, or by the last four digits of the recipient's phone."""
    if not user.has_perm(view_permission(PlacedOrder)) or not text.isdigit():
        return []
    orders = PlacedOrder.objects.select_related("order__shipping_address").order_by("-pk")
    if len(text) == 4:
        recent = orders.filter(placed_at__gte=timezone.now() - LOOK_BACK)
        found = with_phone_ending(recent, text)
    else:
        found = orders.filter(number__startswith=text)
    return [_hit(placed) for placed in found[:MOST]]


def _hit(placed: PlacedOrder) -> Hit:
    state = STATES[placed.state].text
    told = (state, yuan(placed.total_fen), recipient_masked(placed), moment(placed.placed_at))
    return Hit(f"订单 {placed.number}", " · ".join(told), object_url(placed), "receipt_long")
