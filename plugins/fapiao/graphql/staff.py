"""Who of the staff is asking, and about what."""

from typing import Any

from saleor.core.permissions import OrderPermissions

from plugins.fapiao.errors import FapiaoNotFound
from plugins.kernel.audit import actor_of
from plugins.kernel.errors import NotAllowed

#: Sellers' work: anyone who manages orders.
SELLER = (OrderPermissions.MANAGE_ORDERS,)


def seller_of(context: Any) -> str:
    """Name the member of staff or the app for the audit trail.

    Raises:
        NotAllowed: the caller does not manage orders.
    """
    app = getattr(context, "app", None)
    if not (app or context.user).has_perms(SELLER):
        raise NotAllowed()
    return f"app:{app.pk}" if app else actor_of(context.user)


def request_id_from(given: str) -> int:
    """Return the request's key.

    Raises:
        FapiaoNotFound: it cannot be one.
    """
    if not (given.isascii() and given.isdigit() and len(given) <= 18):
        raise FapiaoNotFound(field="id")
    return int(given)
