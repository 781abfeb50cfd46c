"""Orders of the week that a neighbour fetches: one has been handed over, one waits for her."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from saleor.checkout.models import Checkout
from saleor.product.models import ProductVariant

from plugins.child_orders.models import ChildOrder
from plugins.orders.models import PlacedOrder
from plugins.pickups.selectors import pick_up_offer
from plugins.pickups.services.checkout_pick_up import checkout_pick_up
from plugins.pickups.services.pickup_hand_over import pickup_hand_over
from plugins.pickups.services.pickup_ready import pickup_ready
from saleor_config.demo_week.goods import cart
from saleor_config.demo_week.people import Buyer, Clerk
from saleor_config.demo_week.plan import Fate
from saleor_config.demo_week.words import words_of

HOUR = timedelta(hours=1)
PICK_UPS = (Fate.PICK_UP_WAITING, Fate.PICK_UP_FETCHED)
#: How many of an enterprise's goods she takes along.
GOODS = 3
#: Among the things that `words.words_of` has people say: five stars, and nothing is asked.
PLEASED = 17


def cart_fetched(
    buyer: Buyer, shelves: Sequence[Sequence[ProductVariant]], *, number: int, at: datetime
) -> Checkout:
    """Fill a cart with goods of the first enterprise that has a point, and choose the point.

    Raises:
        LookupError: none of them hands anything over.
    """
    for shelf in shelves:
        goods = shelf[number % 2 :: 2][:GOODS]
        points = pick_up_offer(product_ids={variant.product_id for variant in goods}).points
        filled = cart(buyer, goods, at=at) if points else None
        if filled is not None:
            return checkout_pick_up(
                buyer=buyer.user,
                checkout_token=filled.token,
                point_id=points[0].pk,
                recipient=buyer.user.get_full_name(),
                phone=buyer.address["phone"],
                now=at,
            )
    raise LookupError("no enterprise of the demonstration has goods and a pick-up point")


def pick_up_story(
    fate: Fate, *, buyer: Buyer, placed: PlacedOrder, clerk: Clerk
) -> Iterator[datetime]:
    """Have the goods set aside, and handed over for their code; then she says what she thinks."""
    child = ChildOrder.objects.get(order=placed.order_id)
    yield timezone.now() + HOUR * 3
    actor = clerk.of(child.enterprise_id)
    pickup = pickup_ready(actor=actor, number=child.number, now=timezone.now())
    if fate is Fate.PICK_UP_FETCHED:
        yield timezone.now() + HOUR * 20
        pickup_hand_over(actor=actor, text=pickup.code, now=timezone.now())
        yield from words_of(buyer=buyer.user, placed=placed, number=PLEASED)
