"""The form of a submission, page by page, kept as a draft with each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from brand_theme.console.public import enterprise_page
from plugins.brand.public import EnterpriseKind
from plugins.kernel.errors import DomainError, NotFound
from plugins.kernel.numbers import whole_number
from plugins.kernel.pictures import PictureInvalid, refuse_large_file
from plugins.listings.console.diff import shown_changes
from plugins.listings.console.forms import BasicsForm, DraftForm, LabelForm, VariantsForm
from plugins.listings.console.goods import picture_urls
from plugins.listings.console.preview import preview_of
from plugins.listings.console.texts import STATES
from plugins.listings.models import Submission
from plugins.listings.rules.claims import ClaimWarning
from plugins.listings.rules.edits import FIELD_TEXT
from plugins.listings.rules.labels import LAW, certificate_due, regime_of
from plugins.listings.rules.steps import STEP_TEXT, Step
from plugins.listings.selectors.claims import (
    field_text,
    submission_unanswered,
    submission_warnings,
)
from plugins.listings.selectors.own import own_submission
from plugins.listings.selectors.promises import problems_for
from plugins.listings.services.picture_keep import picture_keep
from plugins.listings.services.submission_save import submission_save
from plugins.listings.services.submission_submit import (
    submission_submit,
    submission_withdraw,
    warning_override,
)
from plugins.marketplace.public import MemberActor, Role, member_page

ORDER = list(Step)
FORMS: dict[Step, type[DraftForm]] = {
    Step.BASICS: BasicsForm,
    Step.VARIANTS: VariantsForm,
    Step.LABEL: LabelForm,
}


def _preview_url(submission_id: int) -> str:
    return reverse("enterprise:wizard", args=[submission_id, Step.PREVIEW.value])


@member_page(Role.GOODS)
def wizard(
    request: HttpRequest, actor: MemberActor, submission_id: int, step: str
) -> HttpResponseBase:
    submission = own_submission(actor, submission_id)
    if step not in {each.value for each in Step}:
        raise Http404(step)
    page = Step(step)
    if page is Step.PREVIEW:
        return _preview(request, submission)
    if not submission.is_editable:
        return HttpResponseRedirect(_preview_url(submission.pk))
    if page is Step.PICTURES:
        return _pictures(request, actor, submission)
    return _fields(request, actor, submission, page)


def _fields(
    request: HttpRequest, actor: MemberActor, submission: Submission, page: Step
) -> HttpResponseBase:
    """A page of fields. What cannot be saved is shown again as it was typed."""
    form = _form(page, request, submission)
    if request.method == "POST":
        changes = form.changes()
        try:
            _save(request, actor, submission, changes)
        except NotFound:
            raise
        except DomainError as error:
            form.is_valid()
            form.refuse(error.field, error.message_zh)
        else:
            is_other = (
                changes.get("category", submission.content["category"])
                != (submission.content["category"])
            )
            return _onwards(request, submission, page, stay=is_other)
    context = {"form": form, "template": f"listings/_{page.value}.html"}
    return _shown(request, submission, page, context)


def _form(page: Step, request: HttpRequest, submission: Submission) -> DraftForm:
    data = request.POST if request.method == "POST" else None
    form = FORMS[page](data, submission.said)
    if isinstance(form, VariantsForm):
        base = submission.live_before
        form.live_skus = frozenset(each.sku for each in base.variants) if base else frozenset()
    return form


def _pictures(request: HttpRequest, actor: MemberActor, submission: Submission) -> HttpResponseBase:
    refused = []
    if request.method == "POST":
        names = _arranged(list(submission.content["pictures"]), request.POST.get("do", ""))
        for file in request.FILES.getlist("pictures"):
            try:
                refuse_large_file(file.size)
                names.append(picture_keep(actor=actor, file=file, now=timezone.now()).name)
            except PictureInvalid as error:
                refused.append(f"{file.name}：{error.message_zh}")
        try:
            _save(request, actor, submission, {"pictures": names})
        except NotFound:
            raise
        except DomainError as error:
            refused.append(error.message_zh)
        if not refused:
            return _onwards(request, submission, Step.PICTURES)
        submission.refresh_from_db()
    urls = picture_urls(submission.said, page="enterprise:listing_picture")
    context = {"template": "listings/_pictures.html", "pictures": urls, "refused": refused}
    return _shown(request, submission, Step.PICTURES, context)


def _arranged(names: list[str], wish: str) -> list[str]:
    """Remove a picture or move it forwards: `remove:<name>`, `forward:<name>`."""
    verb, _, name = wish.partition(":")
    if name not in names:
        return names
    place = names.index(name)
    names.remove(name)
    if verb == "forward":
        names.insert(max(place - 1, 0), name)
    return names


def _save(
    request: HttpRequest, actor: MemberActor, submission: Submission, changes: dict[str, Any]
) -> None:
    submission_save(
        actor=actor,
        submission_id=submission.pk,
        changes=changes,
        version=whole_number(request.POST.get("version")) or 0,
        now=timezone.now(),
    )


def _onwards(
    request: HttpRequest, submission: Submission, page: Step, *, stay: bool = False
) -> HttpResponseBase:
    if request.POST.get("go") == "next" and not stay:
        page = ORDER[ORDER.index(page) + 1]
    else:
        messages.success(request, "草稿已保存。")
    return HttpResponseRedirect(reverse("enterprise:wizard", args=[submission.pk, page.value]))


def _preview(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    content = submission.said
    base = submission.live_before
    context = {
        "template": "listings/_preview.html",
        "preview": preview_of(content, submission.listing.enterprise),
        "pictures": picture_urls(content, page="enterprise:listing_picture"),
        "changes": shown_changes(base, content, page="enterprise:listing_picture") if base else [],
        "overrides": submission.overrides.all(),
    }
    return _shown(request, submission, Step.PREVIEW, context)


def _shown(
    request: HttpRequest, submission: Submission, page: Step, context: dict[str, Any]
) -> HttpResponseBase:
    content, listing = submission.said, submission.listing
    is_household = listing.enterprise.kind == EnterpriseKind.HOUSEHOLD.value
    problems = problems_for(content, is_household=is_household, today=timezone.localdate())
    open_ones = submission_unanswered(submission)
    frame = {
        "submission": submission,
        "label": STATES[submission.state],
        "step": page.value,
        "steps": [
            {
                "value": each.value,
                "text": STEP_TEXT[each],
                "missing": sum(problem.step is each for problem in problems),
                # What the label needs is not known before the class of goods is.
                "is_done": each is not Step.PREVIEW
                and (each is not Step.LABEL or bool(content.goods_class)),
            }
            for each in ORDER
        ],
        "problems": problems,
        "warnings": [
            {"it": each, "field": field_text(each.field), "is_open": each in open_ones}
            for each in submission_warnings(submission)
        ],
        "open_count": len(open_ones),
        "law": LAW[regime_of(content.goods_class)] if content.goods_class else "",
        "due": certificate_due(goods_class=content.goods_class, is_household=is_household).value,
        "decisions": [
            (FIELD_TEXT[field], reason) for field, reason in submission.decisions.items()
        ],
    }
    title = content.name or "新商品"
    return enterprise_page(request, "listings/wizard.html", {**frame, **context}, title=title)


@require_POST
@member_page(Role.GOODS, back=_preview_url)
def answer(request: HttpRequest, actor: MemberActor, submission_id: int) -> HttpResponseBase:
    """Say why words may stay."""
    sent = request.POST
    warning_override(
        actor=actor,
        submission_id=submission_id,
        warning=ClaimWarning(
            field=sent.get("field", ""), rule=sent.get("rule", ""), found=sent.get("found", "")
        ),
        reason=sent.get("reason", ""),
        now=timezone.now(),
    )
    messages.success(request, "理由已记录，品牌办审核时会看到。")
    return HttpResponseRedirect(_preview_url(submission_id))


@require_POST
@member_page(Role.GOODS, back=_preview_url)
def submit(request: HttpRequest, actor: MemberActor, submission_id: int) -> HttpResponseBase:
    submission = submission_submit(actor=actor, submission_id=submission_id, now=timezone.now())
    messages.success(request, "已提交品牌办审核，一般两个工作日内答复。")
    return HttpResponseRedirect(reverse("enterprise:good", args=[submission.listing_id]))


@require_POST
@member_page(Role.GOODS, back=_preview_url)
def withdraw(request: HttpRequest, actor: MemberActor, submission_id: int) -> HttpResponseBase:
    submission = submission_withdraw(actor=actor, submission_id=submission_id)
    messages.success(request, "已撤回。")
    return HttpResponseRedirect(reverse("enterprise:good", args=[submission.listing_id]))
