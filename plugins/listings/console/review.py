"""Submissions before the office: compare, then decide."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone

from brand_theme.console.public import (
    ActionForm,
    Asked,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    Table,
    age_text,
    long_text_field,
    moment,
    object_url,
    register,
    state_column,
    text_field,
)
from plugins.brand.public import Actor
from plugins.listings.console.diff import shown, shown_changes
from plugins.listings.console.goods import picture_response
from plugins.listings.console.texts import STATES
from plugins.listings.errors import PictureNotFound
from plugins.listings.models import Submission
from plugins.listings.permissions import REVIEW
from plugins.listings.rules.edits import FIELD_TEXT, changes_between
from plugins.listings.selectors.claims import field_text, submission_warnings
from plugins.listings.services.submission_review import (
    LONGEST_OPINION,
    submission_approve,
    submission_ask_changes,
    submission_reject,
    submission_take,
)

PICTURE = "console:mall_listings_picture"
VIEW = "mall_listings.view_submission"
SENT_STATES = {state: text for state, text in STATES.items() if state != "draft"}


class OpinionForm(ActionForm):
    opinion = long_text_field(
        "意见", required=False, max_length=LONGEST_OPINION, help_text="企业会看到，可不填。"
    )


class ReasonsForm(ActionForm):
    """A line for each field that is to be decided about; an empty one means it is fine."""

    opinion = long_text_field("总的意见", required=False, max_length=LONGEST_OPINION)

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        base = obj.live_before if obj is not None else None
        fields = (
            [change.field for change in changes_between(base, obj.said)] if base else [*FIELD_TEXT]
        )
        for field in fields:
            self.fields[field] = text_field(
                f"{FIELD_TEXT[field]}：要改什么", required=False, max_length=200
            )
        self.order_fields([*fields, "opinion"])


def _reasons(asked: Asked) -> dict[str, str]:
    return {field: asked.data.get(field, "") for field in FIELD_TEXT}


def _take(asked: Asked) -> str:
    submission_take(actor=Actor.of(asked.user), submission_id=asked.obj.pk)
    return "已开始审核，同事会看到由您经办。"


def _ask(asked: Asked) -> str:
    submission_ask_changes(
        actor=Actor.of(asked.user),
        submission_id=asked.obj.pk,
        reasons=_reasons(asked),
        opinion=asked.data["opinion"],
        now=asked.now,
    )
    return "已退回企业修改，逐项原因已附上。"


def _reject(asked: Asked) -> str:
    submission_reject(
        actor=Actor.of(asked.user),
        submission_id=asked.obj.pk,
        reasons=_reasons(asked),
        opinion=asked.data["opinion"],
        now=asked.now,
    )
    return "已拒绝，企业可另行提交。"


def _approve(asked: Asked) -> str:
    submission_approve(
        actor=Actor.of(asked.user),
        submission_id=asked.obj.pk,
        opinion=asked.data["opinion"],
        now=asked.now,
    )
    return "已通过，商品内容已更新。授权有效时立即在售。"


def _is(state: str) -> Any:
    return lambda obj: obj.state == state


def _overruled(obj: Submission) -> str:
    count = obj.overrides.count()
    return f"企业对 {count} 处用语说明了理由，请先核对“用语提示”。" if count else ""


@register(Submission, name="商品审核", fields={"submitted_at": "提交时间"})
class SubmissionAdmin(ReadOnlyModelAdmin):
    """What enterprises sent; their drafts are their own business."""

    states = SENT_STATES
    list_display = ("name", "enterprise", "kind", "state_shown", "submitted", "age", "by")
    list_select_related = ("listing__enterprise", "reviewer")
    search_fields = ("content__name", "listing__enterprise__brand_name")
    search_help_text = "商品名或企业名"
    ordering = ("submitted_at",)
    state_shown = state_column(SENT_STATES)
    object_actions = (
        ObjectAction(
            name="take",
            title="开始审核",
            icon="rate_review",
            permission=REVIEW,
            perform=_take,
            available=_is("submitted"),
        ),
        ObjectAction(
            name="approve",
            title="通过",
            icon="check_circle",
            permission=REVIEW,
            perform=_approve,
            form=OpinionForm,
            available=_is("in_review"),
            warning=_overruled,
            confirm="通过并写入商品",
        ),
        ObjectAction(
            name="ask",
            title="要求修改",
            icon="edit_note",
            permission=REVIEW,
            perform=_ask,
            form=ReasonsForm,
            available=_is("in_review"),
            confirm="退回修改",
        ),
        ObjectAction(
            name="reject",
            title="不通过",
            icon="cancel",
            permission=REVIEW,
            perform=_reject,
            form=ReasonsForm,
            available=_is("in_review"),
            is_danger=True,
            confirm="不通过",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        return super().get_queryset(request).filter(submitted_at__isnull=False)

    def get_urls(self) -> list[URLPattern]:
        picture = path(
            "picture/<str:name>/",
            self.admin_site.admin_view(self.picture_view),
            name="mall_listings_picture",
        )
        return [picture, *super().get_urls()]

    def picture_view(self, request: HttpRequest, name: str) -> HttpResponseBase:
        """Show a picture that is not public yet."""
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        if not name.isalnum():
            raise Http404(name)
        try:
            return picture_response(name)
        except PictureNotFound as error:
            raise Http404(name) from error

    @admin.display(description="商品")
    def name(self, obj: Submission) -> str:
        return obj.content.get("name") or f"商品 {obj.listing_id}"

    @admin.display(description="企业", ordering="listing__enterprise__brand_name")
    def enterprise(self, obj: Submission) -> str:
        return obj.listing.enterprise.brand_name

    @admin.display(description="类型")
    def kind(self, obj: Submission) -> str:
        return "新品" if obj.base is None else "改动"

    @admin.display(description="提交于", ordering="submitted_at")
    def submitted(self, obj: Submission) -> str:
        return moment(obj.submitted_at)

    @admin.display(description="已等")
    def age(self, obj: Submission) -> str:
        waits = obj.state in ("submitted", "in_review") and obj.submitted_at
        return age_text(timezone.now() - obj.submitted_at) if waits else "—"

    @admin.display(description="经办")
    def by(self, obj: Submission) -> str:
        return (obj.reviewer.get_full_name() or obj.reviewer.email) if obj.reviewer else "—"

    def heading(self, obj: Submission) -> str:
        return f"{self.name(obj)}（{self.kind(obj)}）"

    def subjects(self, obj: Submission) -> tuple[Any, ...]:
        return (obj, obj.listing)

    def panels(self, obj: Submission) -> list[Panel]:
        return [
            Panel(
                "提交",
                facts=[
                    ("企业", obj.listing.enterprise.name),
                    ("类型", self.kind(obj)),
                    ("提交于", moment(obj.submitted_at)),
                    ("经办", self.by(obj)),
                    ("决定于", moment(obj.decided_at) if obj.decided_at else ""),
                    ("意见", obj.opinion),
                ],
                url=object_url(obj.listing),
            ),
            *_decided(obj),
            _claims(obj),
            _comparison(obj) if obj.base is not None else _everything(obj),
        ]


def _decided(obj: Submission) -> list[Panel]:
    if not obj.decisions:
        return []
    rows = [(FIELD_TEXT[field], reason) for field, reason in obj.decisions.items()]
    return [Panel("逐项意见", table=Table(("项目", "要改什么"), rows))]


def _claims(obj: Submission) -> Panel:
    answers = {(each.field, each.rule, each.found): each.reason for each in obj.overrides.all()}
    rows = [
        (
            field_text(each.field),
            each.found,
            each.text.zh,
            each.text.law,
            answers.get((each.field, each.rule, each.found), "（未说明）"),
        )
        for each in submission_warnings(obj)
    ]
    return Panel("用语提示", table=Table(("位置", "用语", "问题", "依据", "企业的理由"), rows))


def _comparison(obj: Submission) -> Panel:
    changes = shown_changes(obj.live_before, obj.said, page=PICTURE)  # type: ignore[arg-type]
    rows = [(each["name"], each["before"], each["after"]) for each in changes]
    return Panel(
        "改动对比",
        table=Table(("项目", "在售内容", "改成"), rows),
        advice="只有下列各项会写入商品；价格和库存由企业直接改，不在审核之内。",
    )


def _everything(obj: Submission) -> Panel:
    said = obj.said
    rows = [(text, shown(said, field, page=PICTURE)) for field, text in FIELD_TEXT.items()]
    return Panel("全部内容", table=Table(("项目", "内容"), rows))
