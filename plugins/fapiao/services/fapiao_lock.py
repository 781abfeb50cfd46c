"""Hold a request while the seller decides about it."""

from __future__ import annotations

from datetime import datetime

from plugins.child_orders.public import child_orders_follow
from plugins.fapiao.errors import FapiaoNotFound
from plugins.fapiao.models import FapiaoRequest


def fapiao_lock(*, request_id: int, now: datetime) -> FapiaoRequest:
    """Return the request, locked until the transaction ends, its order's parts up to date.

    The order is locked first, as by whoever asks for a fapiao: what went back of it is
    counted before anybody reads an amount.

    Raises:
        FapiaoNotFound: there is no such request.
    """
    found = FapiaoRequest.objects.filter(pk=request_id)
    order_id = found.values_list("order_id", flat=True).first()
    if order_id is None:
        raise FapiaoNotFound(field="id")
    child_orders_follow(order_id=order_id, now=now)
    locked = found.select_for_update(of=("self",))
    return locked.select_related("order__placed", "child_order__enterprise").get()
