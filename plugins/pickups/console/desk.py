"""An enterprise's pick-up desk: what to set aside, who has come, what nobody fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brand_theme.console.public import (
    EnterpriseCard,
    enterprise_page,
    name_masked,
    timeline_of,
)
from plugins.child_orders.public import ChildState
from plugins.kernel.errors import DomainError, NotAllowed
from plugins.kernel.masking import masked_phone
from plugins.marketplace.public import MemberActor, NotAMember, Role, acting, member_page
from plugins.orders.public import units_left
from plugins.pickups.console.texts import is_late, label_of
from plugins.pickups.models import Pickup
from plugins.pickups.selectors import overdue, pickup_of_enterprise, pickups_of
from plugins.pickups.services.pickup_close import pickup_close
from plugins.pickups.services.pickup_hand_over import pickup_find, pickup_hand_over
from plugins.pickups.services.pickup_ready import pickup_ready

MOST = 100
_STATES = {
    "preparing": Q(child_order__state=ChildState.TO_SHIP.value),
    "waiting": Q(child_order__state=ChildState.READY.value),
    "fetched": Q(handed_over_at__isnull=False),
}
_TABS = (
    ("preparing", "待备货"),
    ("waiting", "待自提"),
    ("overdue", "过期未取"),
    ("fetched", "已取货"),
)


def _today() -> date:
    return timezone.localdate()


def _shown(actor: MemberActor, chosen: str) -> QuerySet[Pickup]:
    mine = pickups_of(enterprise_id=actor.enterprise_id)
    if chosen == "overdue":
        return overdue(mine, today=_today())
    found = mine.filter(_STATES[chosen])
    return found.order_by("-handed_over_at") if chosen == "fetched" else found


@member_page(Role.ORDERS)
def desk(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """Show the lists; a code that was sent shows whose order it opens, and hands nothing over."""
    found, failure = None, ""
    text = request.POST.get("code", "") if request.method == "POST" else ""
    if request.method == "POST":
        try:
            found = pickup_find(actor=actor, text=text)
        except NotAllowed:
            raise
        except DomainError as error:
            failure = error.message_zh
    return _desk(request, actor, found=found, code=text, failure=failure)


def _desk(
    request: HttpRequest,
    actor: MemberActor,
    *,
    found: Pickup | None = None,
    code: str = "",
    failure: str = "",
) -> HttpResponseBase:
    asked = request.GET.get("show", "")
    chosen = asked if asked in dict(_TABS) else "preparing"
    tabs = [
        (value, words, None if value == "fetched" else _shown(actor, value).count())
        for value, words in _TABS
    ]
    context = {
        "found": _shown_as([found])[0] if found else None,
        "code": code,
        "failure": failure,
        "tabs": [(*tab, tab[0] == chosen) for tab in tabs],
        "lines": _shown_as(list(_shown(actor, chosen)[:MOST])),
    }
    return enterprise_page(request, "pickups/desk.html", context, title="自提")


@require_POST
@member_page(Role.ORDERS)
def hand_over(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """What is refused is said on the desk, loudly: a clerk must not give the goods away."""
    try:
        done = pickup_hand_over(actor=actor, text=request.POST.get("code", ""), now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        return _desk(request, actor, failure=error.message_zh)
    messages.success(request, f"订单 {done.child_order.number} 已交货，请把商品交给买家。")
    return HttpResponseRedirect(reverse("enterprise:pickups"))


def _url(number: str) -> str:
    return reverse("enterprise:pickup", args=[number])


@require_GET
@member_page(Role.ORDERS)
def pickup(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    found = pickup_of_enterprise(number=number, enterprise_id=actor.enterprise_id)
    [facts] = _shown_as([found])
    context = {
        **facts,
        "facts": facts,
        "timeline": timeline_of([found, found.child_order], names={}),
    }
    return enterprise_page(request, "pickups/pickup.html", context, title=f"自提 {number}")


@require_POST
@member_page(Role.ORDERS, back=_url)
def ready(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    return _done(
        request, number, pickup_ready, actor, "已备好，买家收到通知和取货码，到店时凭码交货。"
    )


@require_POST
@member_page(Role.ORDERS, back=_url)
def close(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    return _done(
        request, number, pickup_close, actor, "已关闭，款项原路退回买家；在“售后”里看进展。"
    )


def _done(
    request: HttpRequest, number: str, service: Callable[..., Any], actor: MemberActor, said: str
) -> HttpResponseBase:
    service(actor=actor, number=number, now=timezone.now())
    messages.success(request, said)
    return HttpResponseRedirect(_url(number))


def _shown_as(pickups: Sequence[Pickup]) -> list[dict[str, Any]]:
    """Return what the pages show of each; one query for the units of all of them."""
    ids = [line.order_line_id for each in pickups for line in each.child_order.lines.all()]
    left = units_left(line_ids=ids)
    return [_facts(each, left) for each in pickups]


def _facts(found: Pickup, left: Mapping[int, int]) -> dict[str, Any]:
    child, address = found.child_order, found.child_order.order.shipping_address
    lines = list(child.lines.all())
    is_here = found.handed_over_at is None
    return {
        "pickup": found,
        "child": child,
        "label": label_of(found, today=_today()),
        "is_late": is_late(found, today=_today()) and found.closed_at is None,
        "name": name_masked(address.full_name) if address else "",
        "phone": masked_phone(str(address.phone)) if address else "",
        "lines": [
            (line.order_line, left[line.order_line_id] if is_here else line.quantity)
            for line in lines
        ],
    }


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    try:
        actor = acting(request)
    except NotAMember:
        return []
    if not actor.may(Role.ORDERS):
        return []
    url = reverse("enterprise:pickups")
    late = _shown(actor, "overdue").count()
    return [
        EnterpriseCard(
            "自提待备货",
            "备好后点“备好了”，买家收到取货码再来。",
            "storefront",
            url,
            _shown(actor, "preparing").count(),
        ),
        EnterpriseCard(
            "自提过期未取",
            "过了保留期，联系买家或关闭退款。",
            "alarm",
            f"{url}?show=overdue",
            late,
            late > 0,
        ),
    ]
