"""What staff do with something written, wherever its page is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from brand_theme.console.public import (
    ActionForm,
    Asked,
    ObjectAction,
    choice_field,
    text_field,
)
from plugins.brand.public import Actor
from plugins.reviews.console.texts import REASONS
from plugins.reviews.models import Post
from plugins.reviews.permissions import MODERATE
from plugins.reviews.rules.kinds import HideReason
from plugins.reviews.rules.texts import NOTE_LONGEST
from plugins.reviews.services.post_moderate import (
    keeps_out,
    objection_decide,
    post_hide,
    post_show,
)
from plugins.reviews.states import PostState

PostOf = Callable[[Any], Post]
_S = PostState


class HideForm(ActionForm):
    """Why: chosen for the count that everybody sees, and in words for the writer."""

    reason = choice_field("理由", [("", "请选择"), *REASONS.items()])
    note = text_field(
        "给作者的说明",
        max_length=NOTE_LONGEST,
        help_text="作者会看到，也记入审计，不要写个人信息。",
    )


class DecisionForm(ActionForm):
    note = text_field(
        "给作者的答复",
        max_length=NOTE_LONGEST,
        help_text="作者会看到，也记入审计，不要写个人信息。",
    )


def caution_of(post: Post, user: Any) -> str:
    """Return why this person keeps out of it; "" when they may decide."""
    if keeps_out(user_id=user.pk, post=post):
        return "它是您写的，或您与该企业有利害关系，请由其他同事处理。"
    if post.state == _S.OBJECTED.value and post.hidden_by == Actor.of(user).name:
        return "是您隐藏了它，申诉请由其他同事处理。"
    return ""


def actions_on(post_of: PostOf) -> tuple[ObjectAction, ...]:
    """Return the actions for a page whose object has a post."""

    def show(asked: Asked) -> str:
        post_show(actor=Actor.of(asked.user), post_id=post_of(asked.obj).pk, now=asked.now)
        return "已展示，所有人都能看到。"

    def hide(asked: Asked) -> str:
        post_hide(
            actor=Actor.of(asked.user),
            post_id=post_of(asked.obj).pk,
            reason=HideReason(asked.data["reason"]),
            note=asked.data["note"],
            now=asked.now,
        )
        return "已隐藏：作者能看到它和理由，可以申诉一次；页面上公开隐藏的条数和理由。"

    def decide(*, is_right: bool) -> Callable[[Asked], str]:
        def perform(asked: Asked) -> str:
            objection_decide(
                actor=Actor.of(asked.user),
                post_id=post_of(asked.obj).pk,
                is_right=is_right,
                note=asked.data["note"],
                now=asked.now,
            )
            return "已恢复展示，并答复作者。" if is_right else "维持隐藏，并已答复作者。"

        return perform

    def within(*states: PostState) -> Callable[[Any], bool]:
        values = {state.value for state in states}
        return lambda obj: post_of(obj).state in values

    return (
        ObjectAction(
            name="show",
            title="展示",
            icon="visibility",
            permission=MODERATE,
            perform=show,
            available=within(_S.WAITING, _S.HIDDEN, _S.UPHELD),
        ),
        ObjectAction(
            name="hide",
            title="隐藏",
            icon="visibility_off",
            permission=MODERATE,
            perform=hide,
            form=HideForm,
            available=within(_S.WAITING, _S.SHOWN),
            warning=lambda obj: "评价不能删除，只能因违规隐藏。差评、批评商品或服务不是理由。",
            is_danger=True,
            confirm="隐藏",
        ),
        ObjectAction(
            name="accept",
            title="申诉成立，恢复展示",
            icon="undo",
            permission=MODERATE,
            perform=decide(is_right=True),
            form=DecisionForm,
            available=within(_S.OBJECTED),
        ),
        ObjectAction(
            name="uphold",
            title="申诉不成立",
            icon="gavel",
            permission=MODERATE,
            perform=decide(is_right=False),
            form=DecisionForm,
            available=within(_S.OBJECTED),
            is_danger=True,
            confirm="维持隐藏",
        ),
    )
