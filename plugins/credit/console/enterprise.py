"""An enterprise's own credit: stars, trend, the facts against it, appeals."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brand_theme.console.public import (
    Drawing,
    Series,
    drawn,
    enterprise_page,
    timeline_of,
)
from plugins.brand.public import MEGABYTES, Enterprise
from plugins.credit.console.texts import APPEALS, score_label
from plugins.credit.errors import AppealPapersTooMany
from plugins.credit.models import CreditScore, Fact
from plugins.credit.models.appeal import MOST_PAPERS, TEXT_LEAST, TEXT_MOST
from plugins.credit.selectors.scores import (
    appeal_last_days,
    facts_of,
    newest_score,
    own_fact,
    score_shown,
    trend_of,
)
from plugins.credit.services.appeal_file import appeal_file, appeal_withdraw
from plugins.credit.states import AppealState
from plugins.kernel.credit_facts import fact_sources
from plugins.marketplace.public import MemberActor, Role, member_page

LISTED = 200


@require_GET
@member_page(Role.OWNER)
def credit(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """The newest score with everything behind it."""
    score = newest_score(enterprise_id=actor.enterprise_id)
    enterprise = Enterprise.objects.get(pk=actor.enterprise_id)
    context: dict[str, Any] = {"score": score, "slug": enterprise.slug}
    if score is not None:
        trend = trend_of(enterprise_id=actor.enterprise_id)
        context |= {
            "shown": score_shown(score),
            "label": score_label(score),
            "chart": drawn("分数变化", "line", _trend(trend), unit="分"),
            "facts": _facts(score),
            "listed": LISTED,
        }
    return enterprise_page(request, "credit/credit.html", context, title="我的信用")


def _trend(scores: list[CreditScore]) -> Drawing:
    known = [score for score in scores if score.value is not None]
    return Drawing(
        labels=[score.span.name for score in known],
        series=[Series("分数", [float(score.value) for score in known], "copper")],
        summary="" if known else "有评分以后，这里显示各期的变化。",
    )


def _facts(score: CreditScore) -> list[dict[str, Any]]:
    facts = list(facts_of(score)[:LISTED])
    last_days, sources = appeal_last_days(facts), fact_sources()
    return [_fact(fact, sources, last_days.get(fact.pk)) for fact in facts]


def _fact(fact: Fact, sources: dict[str, Any], last_day: date | None) -> dict[str, Any]:
    appeal = getattr(fact, "appeal", None)
    return {
        "it": fact,
        "source": sources[fact.source].name[0] if fact.source in sources else fact.source,
        "url": _url(fact),
        "appeal": appeal,
        "label": APPEALS[appeal.state] if appeal else None,
        "last_day": last_day,
        "may_appeal": appeal is None and last_day is not None and timezone.localdate() <= last_day,
    }


def _url(fact: Fact) -> str:
    """Where the enterprise sees what the fact is about; "" when a capability has no page."""
    try:
        return reverse(f"enterprise:{fact.page}", args=[fact.page_arg]) if fact.page else ""
    except NoReverseMatch:
        return ""


def _appeal_url(fact_id: int) -> str:
    return reverse("enterprise:credit_appeal", args=[fact_id])


@member_page(Role.OWNER, back=_appeal_url)
def appeal(request: HttpRequest, actor: MemberActor, fact_id: int) -> HttpResponseBase:
    """The form of an appeal; once sent, how it stands."""
    fact = own_fact(enterprise_id=actor.enterprise_id, fact_id=fact_id)
    if request.method == "POST":
        appeal_file(
            actor=actor,
            fact_id=fact.pk,
            text=request.POST.get("text", ""),
            papers=_papers(request),
            now=timezone.now(),
        )
        messages.success(request, "申诉已提交，品牌办在期限内答复，结果会通知您。")
        return HttpResponseRedirect(_appeal_url(fact_id))
    filed = getattr(fact, "appeal", None)
    context = {
        **_fact(fact, fact_sources(), appeal_last_days([fact]).get(fact.pk)),
        "is_open": filed is not None and filed.state == AppealState.OPEN.value,
        "timeline": timeline_of([filed], names={}) if filed else [],
        "least": TEXT_LEAST,
        "most": TEXT_MOST,
        "papers": MOST_PAPERS,
        "megabytes": MEGABYTES,
        "documents": filed.papers.all() if filed else [],
    }
    return enterprise_page(request, "credit/appeal.html", context, title="信用申诉")


def _papers(request: HttpRequest) -> list[bytes]:
    """Read the papers; more than may be sent are not read at all."""
    files = [file for file in request.FILES.getlist("papers") if file.size]
    if len(files) > MOST_PAPERS:
        raise AppealPapersTooMany(field="papers", most=MOST_PAPERS)
    # One byte more than allowed suffices for the cabinet to refuse the paper.
    return [file.read(MEGABYTES * 1024 * 1024 + 1) for file in files]


def _credit_url(**_ids: int) -> str:
    return reverse("enterprise:credit")


@require_POST
@member_page(Role.OWNER, back=_credit_url)
def withdraw(request: HttpRequest, actor: MemberActor, appeal_id: int) -> HttpResponseBase:
    appeal_withdraw(actor=actor, appeal_id=appeal_id)
    messages.success(request, "申诉已撤回，这条事实照常计分。")
    return HttpResponseRedirect(_credit_url())
