"""What an enterprise does with a case: agree, refuse, receive, say where goods come back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from brand_theme.console.public import (
    ActionForm,
    enterprise_page,
    long_text_field,
    number_field,
    yuan,
)
from plugins.after_sales.console.texts import KINDS, REASONS, STATES, goods_text
from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind
from plugins.after_sales.selectors import case_of_enterprise, last_return_to
from plugins.after_sales.services.member_answer import (
    member_approve,
    member_receive,
    member_refuse,
    member_return_to_set,
)
from plugins.after_sales.states import CaseState
from plugins.kernel.errors import DomainError, NotAllowed, NotFound
from plugins.kernel.transitions import MoveRefused
from plugins.marketplace.public import MemberActor, Role, member_page

RETURN_TO_HELP = "写明收件人、电话和详细地址，买家会看到。"


class ApproveForm(ActionForm):
    """Yes to a refund without a return."""

    note = long_text_field("给买家的话", required=False, max_length=200)


class ReturnToForm(ActionForm):
    return_to = long_text_field("退货收件人与地址", max_length=200, help_text=RETURN_TO_HELP)

    def __init__(self, *args: Any, obj: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        if obj is not None:
            self.fields["return_to"].initial = obj.return_to or last_return_to(obj)


class ApproveReturnForm(ReturnToForm):
    """Yes to a return: where to."""

    note = long_text_field("给买家的话", required=False, max_length=200)


class RefuseForm(ActionForm):
    note = long_text_field(
        "拒绝原因", max_length=200, help_text="买家会看到；不同意的买家可以申请平台介入。"
    )


class ReceiveForm(ActionForm):
    """How many of what came back can be sold again, goods by goods."""

    def __init__(self, *args: Any, obj: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        for line in obj.lines.all() if obj is not None else ():
            self.fields[f"line_{line.line.order_line_id}"] = number_field(
                f"{goods_text(line)}：完好可再售的件数",
                max_value=line.quantity,
                initial=0,
                help_text=f"共退回 {line.quantity} 件；填写的件数重新入库，其余不再销售。",
            )

    def resaleable(self) -> dict[int, int]:
        return {
            int(name.removeprefix("line_")): units
            for name, units in self.cleaned_data.items()
            if name.startswith("line_")
        }


def _case_url(number: str) -> str:
    return reverse("enterprise:after_sales_case", args=[number])


@member_page(Role.ORDERS, back=_case_url)
def approve(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    case = case_of_enterprise(number=number, enterprise_id=actor.enterprise_id)
    returns = case.kind == Kind.RETURN_AND_REFUND.value

    def send(form: ActionForm) -> str:
        data = form.cleaned_data
        member_approve(
            actor=actor,
            number=number,
            note=data["note"],
            return_to=data.get("return_to", ""),
            now=timezone.now(),
        )
        return "已同意退货，等买家寄回。" if returns else "已同意，款项将原路退回买家。"

    amount = yuan(case.fen)
    return _answer_page(
        request,
        case,
        form_class=ApproveReturnForm if returns else ApproveForm,
        send=send,
        heading="同意退货" if returns else "同意退款",
        hint=f"买家寄回、您确认收货后退款 {amount}。"
        if returns
        else f"同意后立即向买家退款 {amount}，不能撤回。",
        available=case.state == CaseState.REQUESTED.value,
    )


@member_page(Role.ORDERS, back=_case_url)
def refuse(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    case = case_of_enterprise(number=number, enterprise_id=actor.enterprise_id)

    def send(form: ActionForm) -> str:
        member_refuse(
            actor=actor, number=number, note=form.cleaned_data["note"], now=timezone.now()
        )
        return "已拒绝。买家 7 日内可以申请平台介入。"

    came = case.state == CaseState.RETURNING.value
    return _answer_page(
        request,
        case,
        form_class=RefuseForm,
        send=send,
        heading="拒收退货" if came else "拒绝申请",
        hint="请写清依据；平台介入时以双方说明和图片为准。",
        available=case.state in (CaseState.REQUESTED.value, CaseState.RETURNING.value),
    )


@member_page(Role.ORDERS, back=_case_url)
def receive(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    case = case_of_enterprise(number=number, enterprise_id=actor.enterprise_id)

    def send(form: ActionForm) -> str:
        resaleable = form.resaleable()
        member_receive(actor=actor, number=number, resaleable=resaleable, now=timezone.now())
        return "已确认收货，款项将原路退回买家。"

    return _answer_page(
        request,
        case,
        form_class=ReceiveForm,
        send=send,
        heading="确认收到退货",
        hint=f"确认后立即向买家退款 {yuan(case.refund_fen)}，不能撤回。",
        available=case.state == CaseState.RETURNING.value,
    )


@member_page(Role.ORDERS, back=_case_url)
def return_to(request: HttpRequest, actor: MemberActor, number: str) -> HttpResponseBase:
    case = case_of_enterprise(number=number, enterprise_id=actor.enterprise_id)

    def send(form: ActionForm) -> str:
        member_return_to_set(
            actor=actor,
            number=number,
            return_to=form.cleaned_data["return_to"],
            now=timezone.now(),
        )
        return "退货地址已更新，买家立即可见。"

    return _answer_page(
        request,
        case,
        form_class=ReturnToForm,
        send=send,
        heading="填写退货地址",
        hint="买家寄出之前可以更改。",
        available=case.state == CaseState.WAITING_RETURN.value,
    )


def _answer_page(
    request: HttpRequest,
    case: Case,
    *,
    form_class: type[ActionForm],
    send: Callable[[ActionForm], str],
    heading: str,
    hint: str,
    available: bool,
) -> HttpResponseBase:
    """Show the form, or send it; what was typed comes back with what is wrong."""
    form = form_class(request.POST or None, obj=case)
    if not available:
        return _too_late(request, case)
    if form.is_valid():
        try:
            said = send(form)
        except (NotFound, NotAllowed):
            raise
        except MoveRefused:
            case.refresh_from_db(fields=["state"])
            return _too_late(request, case)
        except DomainError as error:
            form.add_error(None, error.message_zh)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(_case_url(case.number))
    context = {
        "case": case,
        "label": STATES[case.state],
        "kind": KINDS[case.kind],
        "reason": REASONS[case.reason],
        "goods": [(goods_text(line), line.quantity) for line in case.lines.all()],
        "form": form,
        "heading": heading,
        "hint": hint,
    }
    title = f"{heading} · {case.number}"
    return enterprise_page(request, "after_sales/answer.html", context, title=title)


def _too_late(request: HttpRequest, case: Case) -> HttpResponseBase:
    """A colleague, the buyer or the deadline came first."""
    messages.error(request, f"这笔售后现在是“{STATES[case.state].text}”，没有改动。")
    return HttpResponseRedirect(_case_url(case.number))
