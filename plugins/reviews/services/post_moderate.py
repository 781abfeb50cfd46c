"""Staff decide what everybody sees; the writer is told why not, and may object once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.brand.public import Actor, is_tied
from plugins.kernel import audit
from plugins.kernel.transitions import MoveRefused, move
from plugins.reviews import errors
from plugins.reviews.models import Post
from plugins.reviews.permissions import MODERATE
from plugins.reviews.rules import texts
from plugins.reviews.rules.kinds import HIDE_REASON_TEXT, HideReason
from plugins.reviews.states import TRANSITIONS, PostState

#: What of a reason the audit trail has room for.
AUDITED = 200


@transaction.atomic
def post_show(*, actor: Actor, post_id: int, now: datetime) -> Post:
    """Let everybody see what waited, or what was hidden wrongly.

    Raises:
        ModerationNotAllowed, ModeratorTied, PostNotFound, MoveRefused
    """
    post = _for_moderation(actor, post_id)
    if post.state == PostState.OBJECTED.value:
        # An objection is decided, with words for the writer.
        raise MoveRefused(current=post.state, to=PostState.SHOWN.value)
    what = "shown" if post.state == PostState.WAITING.value else "restored"
    _move(post, PostState.SHOWN, what, actor=actor.name, now=now, hidden_reason="")
    return post


@transaction.atomic
def post_hide(*, actor: Actor, post_id: int, reason: HideReason, note: str, now: datetime) -> Post:
    """Take something out of sight. It stays, its writer reads why, the public how many.

    Raises:
        ModerationNotAllowed, ModeratorTied, PostNotFound, MoveRefused
        ReasonMissing: the writer has to be told why.
    """
    note = texts.note_checked(note)
    post = _for_moderation(actor, post_id)
    _move(
        post,
        PostState.HIDDEN,
        "hidden",
        actor=actor.name,
        now=now,
        reason=f"{HIDE_REASON_TEXT[reason]}：{note}",
        hidden_reason=reason.value,
        hidden_note=note,
        hidden_by=actor.name,
    )
    return post


@transaction.atomic
def post_object(*, author: Any, post_id: int, text: str, now: datetime) -> Post:
    """Object to having been hidden, once; somebody else looks at it again.

    Raises:
        PostNotFound: not the author's own.
        ObjectedBefore, MoveRefused, TextInvalid.
    """
    text = texts.text_checked(text, most=texts.OBJECTION_LONGEST)
    post = _locked(post_id)
    if post.author_id != author.pk:
        raise errors.PostNotFound(field="id")
    if post.objection:
        raise errors.ObjectedBefore()
    _move(
        post,
        PostState.OBJECTED,
        "objected",
        actor=audit.actor_of(author),
        now=now,
        objection=text,
        objected_at=now,
    )
    return post


@transaction.atomic
def objection_decide(
    *, actor: Actor, post_id: int, is_right: bool, note: str, now: datetime
) -> Post:
    """Show again what should not have been hidden, or leave it hidden and say why.

    Raises:
        ModerationNotAllowed, ModeratorTied, PostNotFound, MoveRefused, ReasonMissing
        SameModerator: this person hid it.
    """
    note = texts.note_checked(note)
    post = _for_moderation(actor, post_id)
    if post.state != PostState.OBJECTED.value:
        raise MoveRefused(current=post.state, to=PostState.UPHELD.value)
    if post.hidden_by == actor.name:
        raise errors.SameModerator()
    told = {"decision_note": note, "decided_by": actor.name}
    if is_right:
        told["hidden_reason"] = ""
        _move(post, PostState.SHOWN, "restored", actor=actor.name, now=now, reason=note, **told)
    else:
        _move(post, PostState.UPHELD, "upheld", actor=actor.name, now=now, reason=note, **told)
    return post


def keeps_out(*, user_id: int | None, post: Post) -> bool:
    """Tell whether a person wrote it or has an interest in the enterprise it is about."""
    if user_id == post.author_id:
        return True
    return is_tied(user_id=user_id, enterprise_id=post.enterprise_id)


def _locked(post_id: int) -> Post:
    post = Post.objects.select_for_update(of=("self",)).filter(pk=post_id).first()
    if post is None:
        raise errors.PostNotFound(field="id")
    return post


def _for_moderation(actor: Actor, post_id: int) -> Post:
    if MODERATE not in actor.permissions:
        raise errors.ModerationNotAllowed()
    post = _locked(post_id)
    if keeps_out(user_id=actor.user_id, post=post):
        raise errors.ModeratorTied()
    return post


def _move(
    post: Post,
    to: PostState,
    what: str,
    *,
    actor: str,
    now: datetime,
    reason: str = "",
    **changes: Any,
) -> None:
    move(
        post,
        to,
        transitions=TRANSITIONS,
        actor=actor,
        action=f"reviews.post.{what}",
        reason=reason[:AUDITED],
        changes={"state_since": now, **changes},
    )
