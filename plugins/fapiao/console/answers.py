"""What an enterprise does about a fapiao: record it, refuse it, take it back after a refund."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from brand_theme.console.public import ActionForm, enterprise_page, file_field, yuan
from plugins.fapiao.console.forms import IssueForm, RedLetterForm, RefuseForm
from plugins.fapiao.console.texts import STATES, TAKE_BACK
from plugins.fapiao.file_store import MEGABYTES
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.rules import RefusalReason
from plugins.fapiao.selectors import excess_fen_of, fapiao_one_of_enterprise, total_fen_of
from plugins.fapiao.services.fapiao_issue import IssuedFapiao
from plugins.fapiao.services.member_fapiao import (
    member_issue,
    member_red_letter,
    member_refuse,
)
from plugins.fapiao.states import FapiaoState
from plugins.kernel.errors import DomainError, NotAllowed, NotFound
from plugins.kernel.money import to_fen
from plugins.kernel.transitions import MoveRefused
from plugins.marketplace.public import MemberActor, Role, member_page


class IssueWithFileForm(IssueForm):
    """The same, with the PDF."""

    file = file_field(
        "发票 PDF",
        megabytes=MEGABYTES,
        required=False,
        help_text="上传后买家可直接下载；已填链接的不用上传。",
    )

    field_order = ("number", "issued_on", "yuan", "file", "document", "revision")


def _url(request_id: int) -> str:
    return reverse("enterprise:fapiao_one", args=[request_id])


@member_page(Role.FINANCE, back=_url)
def issue(request: HttpRequest, actor: MemberActor, request_id: int) -> HttpResponseBase:
    found = _own(actor, request_id)

    def send(form: Any) -> str:
        data = form.cleaned_data
        done = member_issue(
            actor=actor,
            request_id=request_id,
            revision=form.given_revision(),
            issued=IssuedFapiao(
                data["number"], data["issued_on"], to_fen(data["yuan"]), data["document"]
            ),
            content=data["file"].read() if data["file"] else b"",
            now=timezone.now(),
        )
        return f"已登记发票 {done.number}，买家可以查看。"

    return _answer_page(
        request,
        found,
        form_class=IssueWithFileForm,
        send=send,
        heading="登记发票",
        hint=f"先在税务系统开具 {yuan(total_fen_of(found))} 的发票，再把票面内容登记在这里。",
        available=found.state == FapiaoState.REQUESTED.value,
    )


@member_page(Role.FINANCE, back=_url)
def refuse(request: HttpRequest, actor: MemberActor, request_id: int) -> HttpResponseBase:
    found = _own(actor, request_id)

    def send(form: Any) -> str:
        member_refuse(
            actor=actor,
            request_id=request_id,
            reason=RefusalReason(form.cleaned_data["reason"]),
            note=form.cleaned_data["note"],
            now=timezone.now(),
        )
        return "已驳回，买家会看到原因，可以重新申请。"

    return _answer_page(
        request,
        found,
        form_class=RefuseForm,
        send=send,
        heading="驳回申请",
        hint="买家付款后有权取得发票；只在信息有误或款项已退回时驳回。",
        available=found.state == FapiaoState.REQUESTED.value,
    )


@member_page(Role.FINANCE, back=_url)
def take_back(request: HttpRequest, actor: MemberActor, request_id: int) -> HttpResponseBase:
    found = _own(actor, request_id)

    def send(form: Any) -> str:
        red = member_red_letter(
            actor=actor,
            request_id=request_id,
            number=form.cleaned_data["number"],
            issued_on=form.cleaned_data["issued_on"],
            fen=to_fen(form.cleaned_data["yuan"]),
            now=timezone.now(),
        )
        return f"已登记红字发票 {red.number}。"

    return _answer_page(
        request,
        found,
        form_class=RedLetterForm,
        send=send,
        heading="登记红字发票",
        hint=TAKE_BACK,
        available=excess_fen_of(found) > 0,
    )


def _own(actor: MemberActor, request_id: int) -> FapiaoRequest:
    return fapiao_one_of_enterprise(request_id=request_id, enterprise_id=actor.enterprise_id)


def _answer_page(
    request: HttpRequest,
    found: FapiaoRequest,
    *,
    form_class: type[ActionForm],
    send: Callable[[Any], str],
    heading: str,
    hint: str,
    available: bool,
) -> HttpResponseBase:
    """Show the form, or send it; what was typed comes back with what is wrong."""
    form = form_class(request.POST or None, request.FILES or None, obj=found)
    if not available:
        return _too_late(request, found)
    if form.is_valid():
        try:
            said = send(form)
        except (NotFound, NotAllowed):
            raise
        except MoveRefused:
            found.refresh_from_db(fields=["state"])
            return _too_late(request, found)
        except DomainError as error:
            form.add_error(None, error.message_zh)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(_url(found.pk))
    context = {
        "it": found,
        "number": found.child_order.number if found.child_order else "",
        "label": STATES[found.state],
        "form": form,
        "heading": heading,
        "hint": hint,
    }
    return enterprise_page(request, "fapiao/answer.html", context, title=heading)


def _too_late(request: HttpRequest, found: FapiaoRequest) -> HttpResponseBase:
    """A colleague or the buyer came first."""
    messages.error(request, f"这份发票申请现在是“{STATES[found.state].text}”，没有改动。")
    return HttpResponseRedirect(_url(found.pk))
