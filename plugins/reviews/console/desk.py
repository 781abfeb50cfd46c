"""The enterprises' side: what buyers say and ask about their own goods, and answering."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from brand_theme.console.public import EnterpriseCard, enterprise_page
from plugins.marketplace.public import MemberActor, NotAMember, Role, acting, member_page
from plugins.reviews.console.panels import concerns_text
from plugins.reviews.console.texts import REASONS, STATES, stars_text
from plugins.reviews.models import Answer, Review
from plugins.reviews.rules.texts import ANSWER_LONGEST
from plugins.reviews.selectors.desk import (
    dissatisfied,
    question_of_enterprise,
    questions_of_enterprise,
    review_of_enterprise,
    reviews_of_enterprise,
    unanswered_first,
    unanswered_questions,
    unanswered_reviews,
)
from plugins.reviews.selectors.ratings import hidden_counts, rating_of_enterprise
from plugins.reviews.selectors.shown import shown_part
from plugins.reviews.services.question_write import answer_by_enterprise
from plugins.reviews.services.reply_write import reply_write

PER_PAGE = 30
TODO, LOW, ALL = "todo", "low", "all"


@require_GET
@member_page(Role.ORDERS)
def reviews(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    mine = actor.enterprise_id
    show = request.GET.get("show", TODO)
    found: dict[str, QuerySet[Review]] = {
        TODO: unanswered_reviews(enterprise_id=mine),
        LOW: unanswered_first(dissatisfied(reviews_of_enterprise(enterprise_id=mine))),
        ALL: reviews_of_enterprise(enterprise_id=mine),
    }
    show = show if show in found else TODO
    page = Paginator(found[show], PER_PAGE).get_page(request.GET.get("page"))
    hidden = hidden_counts(enterprise_id=mine)
    context = {
        "tabs": [
            (TODO, "待回复", found[TODO].count(), show == TODO),
            (LOW, "三星及以下", found[LOW].count(), show == LOW),
            (ALL, "全部", None, show == ALL),
        ],
        "rating": rating_of_enterprise(enterprise_id=mine),
        "hidden": [(REASONS[reason], count) for reason, count in hidden.items()],
        "lines": [_line(each) for each in page.object_list],
        "page": page,
        "show": show,
        "days": settings.REVIEW_DAYS,
    }
    return enterprise_page(request, "reviews/reviews.html", context, title="评价")


def _line(review: Review) -> dict[str, Any]:
    return {
        "review": review,
        "stars": stars_text(review.stars),
        "concerns": concerns_text(review),
        "follow_up": shown_part(review, "follow_up"),
        "reply": getattr(review, "reply", None),
    }


def _review_url(review_id: int) -> str:
    return reverse("enterprise:review", args=[review_id])


@require_http_methods(["GET", "POST"])
@member_page(Role.ORDERS, back=_review_url)
def review(request: HttpRequest, actor: MemberActor, review_id: int) -> HttpResponseBase:
    """One review, and the enterprise's word on it."""
    if request.method == "POST":
        text = request.POST.get("text", "")
        reply_write(actor=actor, review_id=review_id, text=text, now=timezone.now())
        messages.success(request, "已回复。有可疑文字的回复先由平台审核。")
        return HttpResponseRedirect(_review_url(review_id))
    found = review_of_enterprise(review_id=review_id, enterprise_id=actor.enterprise_id)
    reply = getattr(found, "reply", None)
    own = reply.post if reply is not None else None
    context = {
        **_line(found),
        "own": own,
        "own_label": STATES[own.state] if own else None,
        "own_reason": REASONS.get(own.hidden_reason, "") if own else "",
        "can_write": own is None or (own.edited_at is None and own.state in ("shown", "waiting")),
        "longest": ANSWER_LONGEST,
    }
    return enterprise_page(request, "reviews/review.html", context, title="评价")


@require_GET
@member_page(Role.ORDERS)
def questions(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    mine = actor.enterprise_id
    show = ALL if request.GET.get("show") == ALL else TODO
    waiting = unanswered_questions(enterprise_id=mine)
    found = questions_of_enterprise(enterprise_id=mine) if show == ALL else waiting
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [
            (TODO, "待回答", waiting.count(), show == TODO),
            (ALL, "全部", None, show == ALL),
        ],
        "questions": list(page.object_list),
        "page": page,
        "show": show,
    }
    return enterprise_page(request, "reviews/questions.html", context, title="问答")


def _question_url(question_id: int) -> str:
    return reverse("enterprise:question", args=[question_id])


@require_http_methods(["GET", "POST"])
@member_page(Role.ORDERS, back=_question_url)
def question(request: HttpRequest, actor: MemberActor, question_id: int) -> HttpResponseBase:
    """One question with its answers, the enterprise's own among them, shown or not."""
    if request.method == "POST":
        text = request.POST.get("text", "")
        answer_by_enterprise(actor=actor, question_id=question_id, text=text, now=timezone.now())
        messages.success(request, "已回答。有可疑文字的回答先由平台审核。")
        return HttpResponseRedirect(_question_url(question_id))
    found = question_of_enterprise(question_id=question_id, enterprise_id=actor.enterprise_id)
    own = (
        Answer.objects.filter(question=found, answered_by="enterprise")
        .select_related("post")
        .first()
    )
    context = {
        "question": found,
        "others": [each for each in found.answers_shown if own is None or each.pk != own.pk],
        "own": own.post if own else None,
        "own_label": STATES[own.post.state] if own else None,
        "own_reason": REASONS.get(own.post.hidden_reason, "") if own else "",
        "longest": ANSWER_LONGEST,
    }
    return enterprise_page(request, "reviews/question.html", context, title="问答")


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    """What buyers wrote that the enterprise has not answered."""
    try:
        actor = acting(request)
    except NotAMember:
        return []
    if not actor.may(Role.ORDERS):
        return []
    unanswered = unanswered_reviews(enterprise_id=actor.enterprise_id)
    return [
        EnterpriseCard(
            "三星及以下待回复",
            "买家不满意，先回复这些。",
            "sentiment_dissatisfied",
            f"{reverse('enterprise:reviews')}?show={LOW}",
            dissatisfied(unanswered).count(),
            True,
        ),
        EnterpriseCard(
            "买家提问待回答",
            "回答会展示在商品页，所有买家都能看到。",
            "help",
            reverse("enterprise:questions"),
            unanswered_questions(enterprise_id=actor.enterprise_id).count(),
        ),
    ]
