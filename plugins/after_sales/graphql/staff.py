"""Who of the staff is asking, and about what."""

from typing import Any

from saleor.core.permissions import AccountPermissions, OrderPermissions

from plugins.after_sales.errors import CaseNotFound
from plugins.kernel.audit import actor_of
from plugins.kernel.errors import NotAllowed

#: Sellers' work: anyone who manages orders.
SELLER = (OrderPermissions.MANAGE_ORDERS,)
#: The platform's own: who manages staff answers for nobody's sales.
ARBITER = (AccountPermissions.MANAGE_STAFF,)


def staff_of(context: Any, *, permissions: tuple[Any, ...] = SELLER) -> str:
    """Name the member of staff or the app for the audit trail.

    Raises:
        NotAllowed: the caller lacks the permissions.
    """
    app = getattr(context, "app", None)
    if not (app or context.user).has_perms(permissions):
        raise NotAllowed()
    return f"app:{app.pk}" if app else actor_of(context.user)


def queue_reader(context: Any) -> None:
    """Let sellers and arbiters read the queue.

    Raises:
        NotAllowed: the caller is neither.
    """
    caller = getattr(context, "app", None) or context.user
    if not (caller.has_perms(SELLER) or caller.has_perms(ARBITER)):
        raise NotAllowed()


def case_id_from(given: str) -> int:
    """Return the case's key.

    Raises:
        CaseNotFound: it cannot be one.
    """
    if not (given.isascii() and given.isdigit() and len(given) <= 18):
        raise CaseNotFound(field="id")
    return int(given)
