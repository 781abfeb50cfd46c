"""An enterprise's pick-up points: list, form, on and off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brand_theme.console.public import enterprise_page
from plugins.kernel.errors import DomainError, NotAllowed, NotFound
from plugins.marketplace.public import MemberActor, Role, member_page
from plugins.pickups.console.forms import PointForm
from plugins.pickups.models import PickupPoint
from plugins.pickups.selectors import point_of_enterprise, points_of
from plugins.pickups.services.point_save import point_change, point_create, point_switch


@require_GET
@member_page(Role.ORDERS)
def points(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    context = {"points": list(points_of(enterprise_id=actor.enterprise_id))}
    return enterprise_page(request, "pickups/points.html", context, title="自提点")


@member_page(Role.ORDERS)
def new(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    return _form_page(request, actor, None)


@member_page(Role.ORDERS)
def one(request: HttpRequest, actor: MemberActor, point_id: int) -> HttpResponseBase:
    point = point_of_enterprise(point_id=point_id, enterprise_id=actor.enterprise_id)
    return _form_page(request, actor, point)


def _form_page(
    request: HttpRequest, actor: MemberActor, point: PickupPoint | None
) -> HttpResponseBase:
    """Show the form, or save it; what was typed comes back with what is wrong."""
    form = PointForm(request.POST or None, point=point)
    if form.is_valid():
        try:
            _save(actor, point, form)
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "自提点已保存，买家下单时可以选择。")
            return _back()
    context: dict[str, Any] = {"form": form, "point": point}
    return enterprise_page(
        request, "pickups/point.html", context, title=point.name if point else "新增自提点"
    )


def _save(actor: MemberActor, point: PickupPoint | None, form: PointForm) -> None:
    if point is None:
        point_create(actor=actor, facts=form.facts(), now=timezone.now())
    else:
        point_change(actor=actor, point_id=point.pk, facts=form.facts())


@require_POST
@member_page(Role.ORDERS, back=lambda point_id: reverse("enterprise:pickup_points"))
def switch(request: HttpRequest, actor: MemberActor, point_id: int) -> HttpResponseBase:
    is_open = request.POST.get("open") == "yes"
    point = point_switch(actor=actor, point_id=point_id, is_open=is_open)
    said = "已启用，买家可以选择。" if is_open else "已停用，不再接新单；已下的单照常交货。"
    messages.success(request, f"{point.name}{said}")
    return _back()


def _back() -> HttpResponseBase:
    return HttpResponseRedirect(reverse("enterprise:pickup_points"))
