"""The office's side: what waits for somebody to look, and everything written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from brand_theme.console.public import (
    DaysFilter,
    Label,
    Measure,
    MenuEntry,
    ObjectAction,
    Panel,
    Queue,
    ReadOnlyModelAdmin,
    Role,
    Section,
    label,
    measured,
    moment,
    register,
    state_column,
)
from plugins.reviews.console.filters import ConcernFilter, UnansweredFilter, choice_filter
from plugins.reviews.console.moderating import actions_on, caution_of
from plugins.reviews.console.panels import (
    about_panel,
    moderation_panels,
    post_panel,
    question_panels,
    review_panels,
    thread_panel,
)
from plugins.reviews.console.texts import (
    KINDS,
    REASONS,
    STATES,
    excerpt,
    findings_text,
    kind_text,
    stars_label,
)
from plugins.reviews.models import Post, Question, Review
from plugins.reviews.permissions import MODERATE
from plugins.reviews.states import PostState

WAITING_STATES = (PostState.WAITING.value, PostState.OBJECTED.value)


@register(Post, name="评价与问答审核", fields={"written_at": "写于"})
class PostAdmin(ReadOnlyModelAdmin):
    """Everything written; what waits for somebody stands in its first filter."""

    states = STATES
    list_display = ("text_shown", "kind_shown", "goods", "maker", "state_shown", "found", "since")
    list_select_related = ("product", "enterprise")
    list_filter = (
        choice_filter("种类", "kind", KINDS, "kind"),
        choice_filter("隐藏理由", "reason", REASONS, "hidden_reason"),
        ("written_at", DaysFilter),
    )
    list_filter_submit = True
    search_fields = ("product__name", "enterprise__brand_name", "text")
    search_help_text = "商品、企业或文字"
    state_shown = state_column(STATES)
    object_actions = actions_on(lambda post: post)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """What waits for somebody stands in the order in which it has waited."""
        is_queue = request.GET.get("state") in WAITING_STATES
        return ("state_since", "pk") if is_queue else ("-pk",)

    @admin.display(description="内容")
    def text_shown(self, obj: Post) -> str:
        return excerpt(obj.text)

    @admin.display(description="种类", ordering="kind")
    def kind_shown(self, obj: Post) -> str:
        return kind_text(obj)

    @admin.display(description="商品", ordering="product__name")
    def goods(self, obj: Post) -> str:
        return obj.product.name

    @admin.display(description="企业", ordering="enterprise__brand_name")
    def maker(self, obj: Post) -> str:
        return obj.enterprise.brand_name

    @admin.display(description="系统发现")
    def found(self, obj: Post) -> str:
        return findings_text(obj) or "—"

    @admin.display(description="自", ordering="state_since")
    def since(self, obj: Post) -> str:
        return moment(obj.state_since)

    def heading(self, obj: Post) -> str:
        return f"{kind_text(obj)} {obj.pk}"

    def caution(self, obj: Post, user: Any) -> str:
        return caution_of(obj, user)

    def offers(self, action: ObjectAction, obj: Any, user: Any) -> bool:
        return super().offers(action, obj, user) and not (obj and caution_of(obj, user))

    def panels(self, obj: Post) -> list[Panel]:
        if (review := getattr(obj, "review", None)) is not None:
            return review_panels(review)
        if (question := getattr(obj, "question", None)) is not None:
            return question_panels(question)
        thread = thread_panel(obj)
        own = [about_panel(obj, None), post_panel(obj), *moderation_panels(obj)]
        return [*own, thread] if thread else own


class _AboutAPost(ReadOnlyModelAdmin):
    """A list of reviews or questions; its pages do what the post's page does."""

    states = STATES
    state_field = "post__state"
    search_fields = ("post__product__name", "post__enterprise__brand_name", "post__text")
    search_help_text = "商品、企业或文字"
    list_filter_submit = True
    object_actions = actions_on(lambda obj: obj.post)

    @admin.display(description="内容")
    def text_shown(self, obj: Any) -> str:
        return excerpt(obj.post.text)

    @admin.display(description="商品", ordering="post__product__name")
    def goods(self, obj: Any) -> str:
        return str(obj.post.product.name)

    @admin.display(description="企业", ordering="post__enterprise__brand_name")
    def maker(self, obj: Any) -> str:
        return str(obj.post.enterprise.brand_name)

    @admin.display(description="作者")
    def writer(self, obj: Any) -> str:
        return str(obj.post.byline)

    @admin.display(description="状态", ordering="post__state")
    def state_shown(self, obj: Any) -> SafeString:
        return label(STATES[obj.post.state])

    @admin.display(description="写于", ordering="post__written_at")
    def written(self, obj: Any) -> str:
        return moment(obj.post.written_at)

    def label(self, obj: Any) -> Label:
        return STATES[obj.post.state]

    def caution(self, obj: Any, user: Any) -> str:
        return caution_of(obj.post, user)

    def offers(self, action: ObjectAction, obj: Any, user: Any) -> bool:
        return super().offers(action, obj, user) and not (obj and caution_of(obj.post, user))


@register(Review, name="商品评价")
class ReviewAdmin(_AboutAPost):
    list_display = (
        "text_shown",
        "stars_shown",
        "goods",
        "maker",
        "writer",
        "state_shown",
        "written",
    )
    list_select_related = ("post__product", "post__enterprise")
    list_filter = (
        choice_filter("星级", "stars", {str(n): f"{n} 星" for n in range(5, 0, -1)}, "stars"),
        ConcernFilter,
        ("post__written_at", DaysFilter),
    )

    @admin.display(description="星级", ordering="stars")
    def stars_shown(self, obj: Review) -> SafeString:
        return label(stars_label(obj.stars))

    def heading(self, obj: Review) -> str:
        return f"评价 {obj.pk} · {obj.post.product.name}"

    def subjects(self, obj: Review) -> tuple[Model, ...]:
        parts = [getattr(obj, name, None) for name in ("follow_up", "reply")]
        return (obj.post, *(part.post for part in parts if part is not None))

    def panels(self, obj: Review) -> list[Panel]:
        return review_panels(obj)


@register(Question, name="商品问答")
class QuestionAdmin(_AboutAPost):
    list_display = (
        "text_shown",
        "answers_count",
        "goods",
        "maker",
        "writer",
        "state_shown",
        "written",
    )
    list_select_related = ("post__product", "post__enterprise")
    list_filter = (UnansweredFilter, ("post__written_at", DaysFilter))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return super().get_queryset(request).prefetch_related("answers")

    @admin.display(description="回答")
    def answers_count(self, obj: Question) -> int:
        return len(obj.answers.all())

    def heading(self, obj: Question) -> str:
        return f"提问 {obj.pk} · {obj.post.product.name}"

    def subjects(self, obj: Question) -> tuple[Model, ...]:
        return (obj.post, *(each.post for each in obj.answers.select_related("post")))

    def panels(self, obj: Question) -> list[Panel]:
        return question_panels(obj)


def _waiting(_now: datetime) -> Measure:
    return measured(Post.objects.filter(state=PostState.WAITING.value), "state_since")


def _objected(_now: datetime) -> Measure:
    return measured(Post.objects.filter(state=PostState.OBJECTED.value), "state_since")


MENU = (
    MenuEntry(Section.MARKET, "评价与问答审核", "rate_review", Post),
    MenuEntry(Section.MARKET, "商品评价", "star", Review),
    MenuEntry(Section.MARKET, "商品问答", "help", Question),
)
QUEUES = (
    Queue(
        title="待审核的评价与问答",
        hint="有图片或可疑文字：没有违规就展示，一天内看完。",
        icon="rate_review",
        model=Post,
        query="state=waiting",
        measure=_waiting,
        within=timedelta(hours=24),
        permission=MODERATE,
    ),
    Queue(
        title="隐藏申诉",
        hint="作者不同意隐藏：由另一位同事再看一遍。",
        icon="gavel",
        model=Post,
        query="state=objected",
        measure=_objected,
        within=timedelta(hours=48),
        permission=MODERATE,
    ),
)
_ALL = (
    "mall_reviews.view_post",
    "mall_reviews.view_review",
    "mall_reviews.view_question",
    MODERATE,
)
GRANTS = {Role.MARKETING: _ALL, Role.SERVICE: _ALL, Role.BRAND_OFFICE: _ALL}
