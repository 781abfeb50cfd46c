"""What an enterprise does with an order: ship, hand to the hub, answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from brand_theme.console.public import enterprise_page
from plugins.child_orders.console.label_form import LabelForm, way_of
from plugins.child_orders.console.printing import units_to_pack
from plugins.child_orders.console.texts import label_of, masked_buyer
from plugins.child_orders.selectors import child_order_of_enterprise
from plugins.child_orders.services.child_hand_over import child_ready, child_take_back
from plugins.child_orders.services.child_ship import child_label_correct, child_ship
from plugins.child_orders.services.message_send import message_send_by_enterprise
from plugins.child_orders.services.recipient_show import recipient_show
from plugins.kernel.errors import DomainError, NotAllowed, NotFound
from plugins.marketplace.public import MemberActor, Role, member_page


def _order_url(number: str) -> str:
    return reverse("enterprise:order", args=[number])


def _back(request: HttpRequest, number: str, said: str) -> HttpResponseBase:
    messages.success(request, said)
    return HttpResponseRedirect(_order_url(number))


@member_page(Role.ORDERS)
def ship(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    return _label_page(
        request,
        actor,
        number,
        send=child_ship,
        title="发货",
        hint="整单一次发出，发出后买家立即收到通知。",
        said="已发货。",
    )


@member_page(Role.ORDERS)
def correct(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    return _label_page(
        request,
        actor,
        number,
        send=child_label_correct,
        title="更正运单",
        hint="微信对一笔付款只接受一次更正，请核对后再提交。",
        said="运单已更正。",
    )


def _label_page(
    request: HttpRequest,
    actor: MemberActor,
    number: str,
    *,
    send: Callable[..., Any],
    title: str,
    hint: str,
    said: str,
) -> HttpResponseBase:
    """Show the form, or send it; what was typed comes back with what is wrong."""
    child = child_order_of_enterprise(number=number, enterprise_id=actor.enterprise_id)
    form = LabelForm(request.POST or None)
    if form.is_valid():
        method, labels = way_of(form.cleaned_data)
        try:
            send(actor=actor, number=number, labels=labels, method=method, now=timezone.now())
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            form.add_error(None, error.message_zh)
        else:
            return _back(request, number, said)
    context = {
        "child": child,
        "label": label_of(child),
        "buyer": masked_buyer(child),
        "lines": units_to_pack([child])[child.pk],
        "form": form,
        "heading": title,
        "hint": hint,
    }
    return enterprise_page(
        request, "child_orders/label.html", context, title=f"{title} · {child.number}"
    )


@require_POST
@member_page(Role.ORDERS, back=_order_url)
def ready(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    child_ready(actor=actor, number=number, now=timezone.now())
    return _back(request, number, "已备好，等分拨中心揽收；揽收前可以撤回。")


@require_POST
@member_page(Role.ORDERS, back=_order_url)
def take_back(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    child_take_back(actor=actor, number=number, now=timezone.now())
    return _back(request, number, "已撤回，可以重新打包或自己发货。")


@require_POST
@member_page(Role.ORDERS, back=_order_url)
def message(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    message_send_by_enterprise(
        actor=actor, number=number, text=request.POST.get("text", ""), now=timezone.now()
    )
    return _back(request, number, "已回复买家。")


@require_POST
@member_page(Role.ORDERS, back=_order_url)
def waybill(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    """Show the recipient in full, on a page to print; the look is in the audit trail."""
    recipient = recipient_show(actor=actor, number=number, now=timezone.now())
    child = child_order_of_enterprise(number=number, enterprise_id=actor.enterprise_id)
    context = {
        "child": child,
        "recipient": recipient,
        "phone": recipient.phone.removeprefix("+86"),
        "lines": units_to_pack([child])[child.pk],
    }
    return enterprise_page(
        request, "child_orders/waybill.html", context, title=f"面单 {child.number}"
    )
