"""An enterprise's orders: the list and one order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from brand_theme.console.public import age_text, enterprise_page, timeline_of, yuan
from plugins.child_orders.console.printing import units_to_pack
from plugins.child_orders.console.texts import (
    METHODS,
    STATES,
    is_open,
    label_of,
    masked_buyer,
    parcel_texts,
)
from plugins.child_orders.models import MESSAGE_LONGEST, ChildLine, ChildOrder, Side
from plugins.child_orders.selectors import (
    awaiting_answer,
    child_counts,
    child_order_of_enterprise,
    child_orders_of,
    late_child_orders,
    most_urgent_first,
)
from plugins.child_orders.states import ChildState
from plugins.listings.public import promise_text
from plugins.marketplace.public import MemberActor, Role, member_page
from plugins.shipments.public import shipped_parts

PER_PAGE = 50
#: What an enterprise is shown, in the order of its day.
TABS = (
    ChildState.TO_SHIP,
    ChildState.READY,
    ChildState.COLLECTED,
    ChildState.SHIPPED,
    ChildState.RECEIVED,
    ChildState.REFUNDED,
)
LATE, ASKED, ALL = "late", "messages", "all"


@require_GET
@member_page(Role.ORDERS)
def orders(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    now = timezone.now()
    text = request.GET.get("q", "").strip()
    chosen = ALL if text else request.GET.get("show", ChildState.TO_SHIP.value)
    found = _found(actor, chosen, text, now=now)
    page = Paginator(most_urgent_first(found), PER_PAGE).get_page(request.GET.get("page"))
    children = list(page.object_list)
    asked = set(
        awaiting_answer(enterprise_id=actor.enterprise_id)
        .filter(pk__in=[child.pk for child in children])
        .values_list("pk", flat=True)
    )
    context = {
        "tabs": _tabs(actor, chosen, now=now),
        "lines": [_line(child, is_asked=child.pk in asked, now=now) for child in children],
        "page": page,
        "show": chosen,
        "text": text,
        "can_pick": chosen in ("to_ship", "ready", LATE),
    }
    return enterprise_page(request, "child_orders/orders.html", context, title="订单")


def _found(actor: MemberActor, chosen: str, text: str, *, now: datetime) -> QuerySet[ChildOrder]:
    mine = child_orders_of(enterprise_id=actor.enterprise_id)
    if text:
        return mine.filter(number__startswith=text)
    if chosen == LATE:
        late = late_child_orders(now=now).filter(enterprise=actor.enterprise_id)
        return mine.filter(pk__in=late.order_by().values("pk"))
    if chosen == ASKED:
        asked = awaiting_answer(enterprise_id=actor.enterprise_id)
        return mine.filter(pk__in=asked.order_by().values("pk"))
    states = {state.value for state in TABS}
    return mine.filter(state=chosen) if chosen in states else mine


def _tabs(
    actor: MemberActor, chosen: str, *, now: datetime
) -> list[tuple[str, str, int | None, bool]]:
    counts = child_counts(enterprise_id=actor.enterprise_id, now=now)
    asked = awaiting_answer(enterprise_id=actor.enterprise_id).count()
    tabs: list[tuple[str, str, int | None]] = [
        (state.value, STATES[state.value].text, counts.by_state.get(state, 0)) for state in TABS
    ]
    tabs[1:1] = [(LATE, "超时未发", counts.late)] if counts.late else []
    tabs += [(ASKED, "待回复", asked)] if asked else []
    return [(*tab, tab[0] == chosen) for tab in [*tabs, (ALL, "全部", None)]]


def _line(child: ChildOrder, *, is_asked: bool, now: datetime) -> dict[str, Any]:
    return {
        "child": child,
        "label": label_of(child),
        "buyer": masked_buyer(child),
        "total": yuan(child.total_fen),
        "is_open": is_open(child),
        "late_by": late_by(child, now=now),
        "is_asked": is_asked,
    }


def late_by(child: ChildOrder, *, now: datetime) -> str:
    """Return how long it should have left by now; empty while there is time."""
    if not is_open(child) or child.ship_by is None or child.ship_by > now:
        return ""
    return age_text(now - child.ship_by)


@require_GET
@member_page(Role.ORDERS)
def order(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    """Everything about one order, and what can be done with it now."""
    child = child_order_of_enterprise(number=number, enterprise_id=actor.enterprise_id)
    lines = list(child.lines.all())
    packed = {line.pk: units for line, units in units_to_pack([child])[child.pk]}
    parts = [part for part in shipped_parts(order_id=child.order_id) if part.part == child.number]
    context = {
        "child": child,
        "label": label_of(child),
        "is_open": is_open(child),
        "late_by": late_by(child, now=timezone.now()),
        "buyer": masked_buyer(child),
        "has_address": child.order.shipping_address is not None,
        "lines": [_goods_line(line, packed.get(line.order_line_id, 0)) for line in lines],
        "sums": _sums(child),
        "parts": [(METHODS[part.method], parcel_texts(part), part) for part in parts],
        "messages_shown": list(child.messages.all()),
        "enterprise_side": Side.ENTERPRISE.value,
        "longest": MESSAGE_LONGEST,
        "timeline": timeline_of([child], names={}),
    }
    return enterprise_page(
        request, "child_orders/order.html", context, title=f"订单 {child.number}"
    )


def _goods_line(line: ChildLine, packed: int) -> dict[str, Any]:
    return {
        "it": line.order_line,
        "quantity": line.quantity,
        "paid": yuan(line.paid_fen),
        "cancelled": line.quantity - packed,
        "promise": promise_text(line.promise),
    }


def _sums(child: ChildOrder) -> list[tuple[str, str]]:
    sums = [
        ("商品", yuan(child.goods_fen)),
        ("运费", yuan(child.shipping_fen)),
        ("合计", yuan(child.total_fen)),
    ]
    if child.refunded_fen:
        sums.append(("已退", yuan(child.refunded_fen)))
        sums.append(("实收", yuan(child.total_fen - child.refunded_fen)))
    return sums
