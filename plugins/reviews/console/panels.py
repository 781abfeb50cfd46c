"""What the pages of the office show of something written."""

from __future__ import annotations

from brand_theme.console.public import Panel, moment, object_url
from plugins.reviews.console.texts import (
    NEXT_STEP,
    STATES,
    findings_text,
    kind_text,
    reason_text,
    stars_text,
)
from plugins.reviews.models import Post, Question, Review
from plugins.reviews.picture_store import LINKS
from plugins.reviews.rules.kinds import CONCERN_TEXT, Concern


def post_panel(post: Post, *, title: str = "", is_linked: bool = False) -> Panel:
    """Show a text with its writer's name as the public knows it, and its pictures."""
    facts = [
        ("作者", post.byline),
        ("写于", moment(post.written_at)),
        ("系统发现", findings_text(post)),
        ("内容", post.text),
        ("修改前", post.earlier_text),
    ]
    pictures = [
        (LINKS.link_to(each.name), f"图片 {number}")
        for number, each in enumerate(post.pictures.all(), start=1)
    ]
    return Panel(
        title or kind_text(post),
        facts=[fact for fact in facts if fact[1]],
        label=STATES[post.state],
        advice=NEXT_STEP.get(post.state, ""),
        pictures=pictures,
        url=object_url(post) if is_linked else "",
    )


def moderation_panels(post: Post) -> list[Panel]:
    """Show why something is hidden and what its writer says to that."""
    if not post.hidden_note:
        return []
    facts = [
        ("理由", reason_text(post)),
        ("给作者的说明", post.hidden_note),
        ("作者申诉", post.objection),
        ("申诉于", moment(post.objected_at) if post.objected_at else ""),
        ("答复", post.decision_note),
    ]
    return [Panel("审核", facts=[fact for fact in facts if fact[1]])]


def about_panel(post: Post, review: Review | None) -> Panel:
    facts = [("商品", post.product.name), ("企业", post.enterprise.name)]
    if review is not None:
        facts.append(("星级", stars_text(review.stars)))
        facts.append(("买家选的问题", concerns_text(review)))
    return Panel("对象", facts=[fact for fact in facts if fact[1]])


def concerns_text(review: Review) -> str:
    return "、".join(CONCERN_TEXT[Concern(each)] for each in review.concerns)


def review_panels(review: Review) -> list[Panel]:
    parts = [getattr(review, name, None) for name in ("follow_up", "reply")]
    return [
        about_panel(review.post, review),
        post_panel(review.post),
        *moderation_panels(review.post),
        *(post_panel(part.post, is_linked=True) for part in parts if part is not None),
    ]


def question_panels(question: Question) -> list[Panel]:
    answers = question.answers.select_related("post").prefetch_related("post__pictures")
    return [
        about_panel(question.post, None),
        post_panel(question.post),
        *moderation_panels(question.post),
        *(post_panel(each.post, is_linked=True) for each in answers),
    ]


def thread_panel(post: Post) -> Panel | None:
    """Show what a follow-up, reply or answer belongs to."""
    for name, parent in (("follow_up", "review"), ("reply", "review"), ("answer", "question")):
        part = getattr(post, name, None)
        if part is not None:
            return post_panel(getattr(part, parent).post, is_linked=True)
    return None
