"""The application for a licence, page by page; each page is kept when it is left."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from brand_theme.console.public import enterprise_page
from plugins.brand import public as brand
from plugins.kernel.errors import DomainError, NotAllowed, NotFound
from plugins.marketplace.acting import member_page
from plugins.marketplace.actors import MemberActor
from plugins.marketplace.applicant import applicant, own_licence
from plugins.marketplace.console.licence_steps import (
    KEEP,
    SHOW,
    scope_choices,
    scope_given,
    ticked_in,
)
from plugins.marketplace.console.licence_texts import (
    PART_OF,
    STATES,
    STEP_TEXT,
    Step,
)
from plugins.marketplace.roles import Role

ORDER = list(Step)


@member_page(Role.OWNER)
def begin(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """Choose what to apply for: with that the draft begins."""
    refused = ""
    if request.method == "POST":
        try:
            licence = brand.licence_draft(
                enterprise_id=actor.enterprise_id,
                **scope_given(request),
                marks=list(brand.BrandMark.objects.filter(brand__is_active=True)),
                labels_wanted=0,
                applicant=request.user,
                actor=applicant(actor),
                now=timezone.now(),
            )
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            refused = error.message_zh
        else:
            return _to(licence.pk, Step.PAPERS)
    context = {
        **scope_choices(actor, ticked_in(request)),
        "enterprise": brand.Enterprise.objects.get(pk=actor.enterprise_id),
        "step": Step.SCOPE.value,
        "template": "marketplace/licence/_begin.html",
        "refused": refused,
    }
    return enterprise_page(request, "marketplace/licence/wizard.html", context, title="申请授权")


@member_page(Role.OWNER)
def wizard(
    request: HttpRequest, actor: MemberActor, licence_id: int, step: str
) -> HttpResponseBase:
    licence = own_licence(actor, licence_id)
    if step not in {each.value for each in Step}:
        raise Http404(step)
    if licence.state not in brand.IN_APPLICANTS_HANDS:
        return HttpResponseRedirect(reverse("enterprise:licence", args=[licence.pk]))
    page = Step(step)
    refused = ""
    if request.method == "POST" and page in KEEP:
        try:
            KEEP[page](request, actor, licence)
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            refused = error.message_zh
        else:
            return _onwards(request, licence, page)
    context = {
        **SHOW[page](request, actor, licence),
        **_frame(licence, page),
        "refused": refused,
    }
    return enterprise_page(request, "marketplace/licence/wizard.html", context, title="申请授权")


@require_POST
@member_page(
    Role.OWNER,
    back=lambda licence_id: reverse("enterprise:licence_wizard", args=[licence_id, "preview"]),
)
def submit(request: HttpRequest, actor: MemberActor, licence_id: int) -> HttpResponseBase:
    licence = own_licence(actor, licence_id)
    brand.licence_submit(licence_id=licence.pk, actor=applicant(actor), now=timezone.now())
    messages.success(request, "已提交品牌办。办到哪一步，这一页随时看得到。")
    return HttpResponseRedirect(reverse("enterprise:licence", args=[licence.pk]))


def _frame(licence: brand.Licence, page: Step) -> dict[str, Any]:
    notes = correction_of(licence)
    return {
        "licence": licence,
        "label": STATES[licence.state],
        "step": page.value,
        "steps": [
            {
                "value": each.value,
                "text": STEP_TEXT[each],
                "note": bool(each in PART_OF and notes.get(PART_OF[each])),
            }
            for each in ORDER
        ],
        "note": notes.get(PART_OF[page], "") if page in PART_OF else "",
        "notes": [(part.value, text) for part, text in notes.items()],
        "template": f"marketplace/licence/_{page.value}.html",
    }


def correction_of(licence: brand.Licence) -> dict[brand.Part, str]:
    """Return what the office wants corrected now, by part."""
    if licence.state != brand.LicenceState.CORRECTION.value:
        return {}
    asked = licence.steps.filter(action="correction_asked").last()
    return brand.correction_notes(asked.reason) if asked else {}


def _onwards(request: HttpRequest, licence: brand.Licence, page: Step) -> HttpResponseBase:
    if request.POST.get("go") == "next":
        return _to(licence.pk, ORDER[ORDER.index(page) + 1])
    messages.success(request, "已保存。")
    return _to(licence.pk, page)


def _to(licence_id: int, page: Step) -> HttpResponseBase:
    return HttpResponseRedirect(reverse("enterprise:licence_wizard", args=[licence_id, page.value]))
