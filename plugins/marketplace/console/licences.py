"""An enterprise's licences: where each stands, what is to be done, what was given."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brand_theme.console.public import EnterpriseCard, enterprise_page, moment
from plugins.brand import public as brand
from plugins.brand.public import LicenceState as S
from plugins.marketplace.acting import acting, member_page
from plugins.marketplace.actors import MemberActor
from plugins.marketplace.applicant import applicant, own_document, own_licence
from plugins.marketplace.console.licence_texts import NEXT, STATES, STEPS
from plugins.marketplace.console.licence_wizard import correction_of
from plugins.marketplace.errors import AnswerIncomplete, NotAMember
from plugins.marketplace.roles import Role

RENEW_BEFORE = timedelta(days=30)


def _page_url(licence_id: int, **_ids: int) -> str:
    return reverse("enterprise:licence", args=[licence_id])


@require_GET
@member_page(Role.OWNER)
def licences(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    lines = [
        {
            "it": each,
            "goods": brand.licence_goods(each),
            "label": STATES[each.state],
            "certificate": latest_of(each),
        }
        for each in _own(actor)
    ]
    return enterprise_page(
        request, "marketplace/licence/list.html", {"lines": lines}, title="品牌授权"
    )


@require_GET
@member_page(Role.OWNER)
def licence(request: HttpRequest, actor: MemberActor, licence_id: int) -> HttpResponseBase:
    now, found = timezone.now(), own_licence(actor, licence_id)
    goods = brand.licence_goods(found)
    certificates = list(found.certificates.order_by("-pk"))
    context = {
        "licence": found,
        "goods": goods,
        "label": STATES[found.state],
        "next": NEXT[found.state],
        "due": moment(found.state_due) if found.state_due else "",
        "is_editable": found.state in brand.IN_APPLICANTS_HANDS,
        "is_open": found.state in brand.OPEN,
        "notes": [(part.value, text) for part, text in correction_of(found).items()],
        "scopes": [
            str(each.goods_class or each.product)
            for each in found.scopes.select_related("goods_class", "product")
        ],
        "marks": [mark.name for mark in found.marks.all()],
        "certificates": [(each, brand.last_day_of(each)) for each in certificates],
        "renew_by": _renew_by(found, now=now),
        # Who objects is the office's to know.
        "objections": [
            {"id": each.pk, "text": each.text, "is_open": each.state == "open", "it": each}
            for each in found.objections.all()
        ],
        "steps": [
            {
                "at": each.at,
                "text": STEPS[each.action],
                "reason": each.reason if each.action in _TOLD else "",
                "papers": [
                    paper
                    for paper in each.attachments.all()
                    if paper.added_by.startswith(f"enterprise:{actor.enterprise_id}:")
                ],
            }
            for each in found.steps.prefetch_related("attachments")
        ],
        "wants": _WANTS.get(found.state, ""),
        "megabytes": brand.MEGABYTES,
    }
    return enterprise_page(
        request, "marketplace/licence/licence.html", context, title=f"品牌授权 · {goods}"
    )


#: Steps whose reason is written for the enterprise; the others' are the office's notes.
_TOLD = {
    "correction_asked",
    "inspection_failed",
    "refused",
    "approved",
    "rectification_ordered",
    "suspended",
    "restored",
    "revoked",
    "withdrawn",
    "objection_answered",
    "rectification_reported",
}
_WANTS = {S.APPROVED.value: "agreement", S.RECTIFYING.value: "rectification"}


@require_POST
@member_page(Role.OWNER, back=_page_url)
def report(request: HttpRequest, actor: MemberActor, licence_id: int) -> HttpResponseBase:
    """Send in the signed agreement, or say how the defects were mended."""
    found, now = own_licence(actor, licence_id), timezone.now()
    given: dict[str, Any] = {"licence_id": found.pk, "actor": applicant(actor), "now": now}
    if found.state == S.APPROVED.value:
        papers = _filed(request, actor, found, title="签字的授权协议", now=now)
        if not papers:
            raise AnswerIncomplete(field="file")
        brand.agreement_send(document=papers[0], **given)
        messages.success(request, "协议已交给品牌办，请把原件寄去。")
    else:
        brand.rectification_report(
            report=request.POST.get("report", ""),
            attachments=_filed(request, actor, found, title="整改报告", now=now),
            **given,
        )
        messages.success(request, "整改报告已交给品牌办。")
    return HttpResponseRedirect(_page_url(found.pk))


@require_POST
@member_page(Role.OWNER, back=_page_url)
def answer(
    request: HttpRequest, actor: MemberActor, licence_id: int, objection_id: int
) -> HttpResponseBase:
    found = own_licence(actor, licence_id)
    brand.objection_answer(
        licence_id=found.pk,
        objection_id=objection_id,
        answer=request.POST.get("answer", ""),
        actor=applicant(actor),
        now=timezone.now(),
    )
    messages.success(request, "答复已交给品牌办。")
    return HttpResponseRedirect(_page_url(found.pk))


@require_POST
@member_page(Role.OWNER, back=_page_url)
def withdraw(request: HttpRequest, actor: MemberActor, licence_id: int) -> HttpResponseBase:
    found = own_licence(actor, licence_id)
    brand.licence_withdraw(
        licence_id=found.pk,
        reason=request.POST.get("reason", ""),
        actor=applicant(actor),
        now=timezone.now(),
    )
    messages.success(request, "已退出。")
    return HttpResponseRedirect(_page_url(found.pk))


@require_GET
@member_page(Role.OWNER)
def paper(request: HttpRequest, actor: MemberActor, document_id: int) -> HttpResponseBase:
    """Hand out a paper that the enterprise itself has filed."""
    document = own_document(actor, document_id)
    file = brand.document_open(document=document, actor=str(actor))
    return FileResponse(
        file,
        content_type=document.media_type,
        as_attachment=True,
        filename=f"{document.title}.{document.file.name.rpartition('.')[2]}",
        headers={"X-Content-Type-Options": "nosniff"},
    )


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    """Return what waits for an owner: nothing is said while nothing does."""
    try:
        actor = acting(request)
    except NotAMember:
        return []
    if not actor.may(Role.OWNER):
        return []
    own, now = _own(actor), timezone.now()
    cards = [card for each in own for card in _cards(each, now=now)]
    if not any(each.state in brand.OPEN for each in own):
        url = reverse("enterprise:licence_new")
        cards.append(EnterpriseCard("申请品牌授权", "授权后商品才能上架销售。", "verified", url, 1))
    return cards


def _cards(found: Any, *, now: datetime) -> list[EnterpriseCard]:
    url = _page_url(found.pk)
    until = f"，{moment(found.state_due)} 前" if found.state_due else ""
    known = {
        S.DRAFT.value: ("授权申请没有提交", "接着填写，最后一步提交。", "edit_note", False),
        S.CORRECTION.value: ("授权申请要补正", f"按意见修改后再提交{until}。", "assignment", True),
        S.APPROVED.value: ("授权协议待签", "签字盖章后交扫描件。", "contract", False),
        S.RECTIFYING.value: ("限期整改", f"整改并报告{until}。", "build", True),
    }
    cards = []
    if found.state in known:
        title, hint, icon, is_urgent = known[found.state]
        cards.append(EnterpriseCard(title, hint, icon, url, 1, is_urgent=is_urgent))
    if found.state == S.NOTICE.value and found.objections_open:
        hint = "公示中有人提出异议，请答复。"
        cards.append(EnterpriseCard("异议待答复", hint, "forum", url, found.objections_open))
    by = _renew_by(found, now=now)
    if by:
        hint = f"证书最后一日 {by}，请准备年审材料。"
        cards.append(EnterpriseCard("证书将到期", hint, "autorenew", url, 1))
    return cards


def _own(actor: MemberActor) -> list[Any]:
    rows = brand.Licence.objects.filter(enterprise=actor.enterprise_id)
    still_open = Count("objections", filter=Q(objections__state="open"), distinct=True)
    return list(
        rows.annotate(objections_open=still_open)
        .prefetch_related("certificates", "scopes__goods_class", "scopes__product")
        .order_by("-pk")
    )


def latest_of(found: Any) -> Any:
    return max(found.certificates.all(), key=lambda each: each.ends_at, default=None)


def _renew_by(found: Any, *, now: datetime) -> str:
    """Return the last day of a certificate that soon ends, "" while it does not."""
    latest = latest_of(found)
    if found.state != S.LICENSED.value or latest is None or latest.ends_at - now > RENEW_BEFORE:
        return ""
    return brand.last_day_of(latest).isoformat()


def _filed(
    request: HttpRequest, actor: MemberActor, found: brand.Licence, *, title: str, now: datetime
) -> list[brand.Document]:
    """Raises:
    FileRefused, AnswerIncomplete: it is too large.
    """
    file = request.FILES.get("file")
    if file is None:
        return []
    if file.size > brand.MEGABYTES * 1024 * 1024:
        raise AnswerIncomplete(field="file")
    return [
        brand.document_add(
            title=title,
            content=file.read(),
            enterprise=found.enterprise,
            expires_on=None,
            actor=applicant(actor),
            now=now,
        )
    ]
