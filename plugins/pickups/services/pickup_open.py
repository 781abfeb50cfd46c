"""An order was placed whose buyer fetches it."""

from __future__ import annotations

from datetime import datetime

from saleor.account.models import Address
from saleor.order.models import Order

from plugins.child_orders.public import ChildOrder
from plugins.kernel import audit
from plugins.pickups.errors import NoOpenPoint, SeveralEnterprises
from plugins.pickups.models import Pickup, PickupChoice
from plugins.shipping_rules.public import is_pick_up

ACTOR = "system:pickups"


def pickup_open(*, order_id: int, now: datetime) -> None:
    """Keep where it is fetched, in the transaction that places the order.

    The method decides, not what the client says: who has it pays nothing for delivery,
    so the order is bound to the point here. The checkout is locked and was judged anew.

    Raises:
        NoOpenPoint: the method without a choice of a point.
        SeveralEnterprises: more than one enterprise would have to hand it over.
    """
    order = Order.objects.select_related("shipping_method", "user").get(pk=order_id)
    if not is_pick_up(order.shipping_method):
        return
    choice = PickupChoice.objects.select_related("point").filter(
        checkout=order.checkout_token, point__is_open=True
    )
    chosen = choice.first()
    if chosen is None:
        raise NoOpenPoint()
    children = list(ChildOrder.objects.filter(order=order_id))
    if [child.enterprise_id for child in children] != [chosen.point.enterprise_id]:
        raise SeveralEnterprises()
    pickup = Pickup.objects.create(child_order=children[0], point=chosen.point)
    _forget_address(order)
    audit.record(
        "pickups.pickup.opened", pickup, actor=ACTOR, order=order_id, point=chosen.point_id
    )


def _forget_address(order: Order) -> None:
    """Take the point out of the buyer's address book again, where the engine has put it.

    It keeps the address of every order there, and as the default one if she has none.
    """
    Address.objects.filter(
        user_addresses=order.user_id, **order.shipping_address.as_data()
    ).exclude(pk=order.shipping_address_id).delete()
