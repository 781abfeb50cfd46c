"""What is printed before packing: what to fetch, and what goes into each parcel."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET
from saleor.order.models import OrderLine

from brand_theme.console.public import enterprise_page
from plugins.child_orders.console.texts import is_open, masked_buyer
from plugins.child_orders.errors import ChildOrderNotFound
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.selectors import child_orders_of, most_urgent_first, pick_list
from plugins.child_orders.states import ChildState
from plugins.marketplace.public import MemberActor, Role, member_page
from plugins.orders.public import units_left

#: More than this nobody packs in one go; the most urgent come first.
MOST = 200
_WAITING = (ChildState.TO_SHIP, ChildState.READY)


@require_GET
@member_page(Role.ORDERS)
def pick(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """Add up what to fetch for the chosen orders, or for all that wait."""
    children = _chosen(request, actor)
    waiting = [child for child in children if ChildState(child.state) in _WAITING]
    rows = pick_list(enterprise_id=actor.enterprise_id, numbers=[child.number for child in waiting])
    context = {
        "rows": rows,
        "units": sum(row.units for row in rows),
        "children": waiting,
        "is_cut": len(waiting) == MOST,
        "most": MOST,
        "now": timezone.now(),
    }
    return enterprise_page(request, "child_orders/pick.html", context, title="拣货单")


@require_GET
@member_page(Role.ORDERS)
def slips(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """One slip for each chosen order, or for all that wait: to lie in the parcel."""
    children = _chosen(request, actor)
    packed = units_to_pack(children)
    context = {
        "slips": [
            {"child": child, "buyer": masked_buyer(child), "lines": packed[child.pk]}
            for child in children
        ],
    }
    return enterprise_page(request, "child_orders/slips.html", context, title="装箱单")


def units_to_pack(children: Sequence[ChildOrder]) -> dict[int, list[tuple[OrderLine, int]]]:
    """Return lines and units of each child order, without what was cancelled; one query.

    Of what has left already: all of it, as it was sold.
    """
    ids = [line.order_line_id for child in children for line in child.lines.all()]
    left = units_left(line_ids=ids)
    return {
        child.pk: [
            (line.order_line, units)
            for line in child.lines.all()
            if (units := left[line.order_line_id] if is_open(child) else line.quantity)
        ]
        for child in children
    }


def _chosen(request: HttpRequest, actor: MemberActor) -> Sequence[ChildOrder]:
    """Raises:
    ChildOrderNotFound: a chosen one is not the enterprise's.
    """
    numbers = set(request.GET.getlist("number"))
    if not numbers and "chosen" in request.GET:
        return []
    if not numbers:
        mine = child_orders_of(enterprise_id=actor.enterprise_id, states=_WAITING)
        return list(most_urgent_first(mine)[:MOST])
    mine = child_orders_of(enterprise_id=actor.enterprise_id).filter(number__in=numbers)
    children = list(most_urgent_first(mine)[:MOST])
    if len(children) != len(numbers):
        raise ChildOrderNotFound(field="number")
    return children
