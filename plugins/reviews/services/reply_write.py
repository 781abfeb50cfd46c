"""An enterprise replies to a review of its goods."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.brand.public import Enterprise
from plugins.kernel import audit
from plugins.marketplace.public import MemberActor, Role
from plugins.reviews import errors
from plugins.reviews.models import Post, Reply, Review
from plugins.reviews.rules import texts
from plugins.reviews.rules.kinds import PostKind, Side
from plugins.reviews.selectors.desk import review_of_enterprise
from plugins.reviews.services.post_write import Writer, post_write
from plugins.reviews.states import PostState


def enterprise_writer(actor: MemberActor) -> Writer:
    enterprise = Enterprise.objects.get(pk=actor.enterprise_id)
    return Writer(
        user_id=actor.user_id,
        side=Side.ENTERPRISE,
        byline=enterprise.brand_name,
        actor=str(actor),
    )


@transaction.atomic
def reply_write(*, actor: MemberActor, review_id: int, text: str, now: datetime) -> Reply:
    """Reply to a shown review of the enterprise's own goods; a second text edits the first.

    Raises:
        RoleMissing
        ReviewNotFound: not of this enterprise's goods, or not shown.
        ReplyEditedBefore: it was edited once already, or is hidden.
        TextInvalid
    """
    actor.require(Role.ORDERS)
    review = review_of_enterprise(review_id=review_id, enterprise_id=actor.enterprise_id)
    text = texts.text_checked(text, most=texts.ANSWER_LONGEST)
    # Colleagues who reply at once wait for each other at the review.
    Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    reply = Reply.objects.select_related("post").filter(review=review).first()
    if reply is None:
        post = post_write(
            kind=PostKind.REPLY,
            writer=enterprise_writer(actor),
            product_id=review.post.product_id,
            enterprise_id=review.post.enterprise_id,
            text=text,
            now=now,
        )
        return Reply.objects.create(post=post, review=review)
    _edit(reply.post, text=text, actor=actor, now=now)
    return reply


def _edit(post: Post, *, text: str, actor: MemberActor, now: datetime) -> None:
    locked = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if locked.text == text:
        return
    if locked.edited_at is not None or locked.state not in (
        PostState.SHOWN.value,
        PostState.WAITING.value,
    ):
        raise errors.ReplyEditedBefore()
    found = sorted(each.value for each in texts.findings(text))
    post.earlier_text, post.text, post.edited_at = locked.text, text, now
    post.findings = found
    # What somebody has to look at waits again; what nobody has looked at yet still does.
    if found and locked.state == PostState.SHOWN.value:
        post.state, post.state_since = PostState.WAITING.value, now
    post.save(
        update_fields=["earlier_text", "text", "edited_at", "findings", "state", "state_since"]
    )
    audit.record("reviews.post.edited", post, actor=str(actor), state=post.state)
