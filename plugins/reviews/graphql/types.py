"""What is written, as everybody and as its writer reads it."""

import graphene
from django.urls import reverse
from django.utils import timezone

from plugins.kernel.graphql.paging import connection_of
from plugins.reviews.picture_store import LINKS
from plugins.reviews.rules.kinds import (
    CONCERN_TEXT,
    HIDE_REASON_TEXT,
    Concern,
    HideReason,
    PostKind,
    Side,
)
from plugins.reviews.selectors.own import takes_follow_up
from plugins.reviews.selectors.shown import shown_part
from plugins.reviews.states import PostState

ReviewConcern = graphene.Enum("ReviewConcern", [(each.name, each.value) for each in Concern])
PostHideReason = graphene.Enum("PostHideReason", [(each.name, each.value) for each in HideReason])
PostKindEnum = graphene.Enum("PostKind", [(each.name, each.value) for each in PostKind])
PostStateEnum = graphene.Enum("PostState", [(each.name, each.value) for each in PostState])
PostSide = graphene.Enum("PostSide", [(each.name, each.value) for each in Side])


class StarCount(graphene.ObjectType):
    stars = graphene.Int(required=True, description="One to five.")
    count = graphene.Int(required=True, description="How many reviews gave as many.")

    class Meta:
        description = "How many reviews gave so many stars."


class Rating(graphene.ObjectType):
    """What shown reviews give on average."""

    count = graphene.Int(required=True, description="Reviews that are counted: all shown ones.")
    average = graphene.Float(description="Mean with one decimal; null without reviews.")
    distribution = graphene.List(
        graphene.NonNull(StarCount), required=True, description="Five stars first."
    )

    class Meta:
        description = "Stars of a product or of an enterprise's goods."

    @staticmethod
    def resolve_distribution(root, _info):
        return [StarCount(stars=stars, count=count) for stars, count, _ in root.shares]


class HiddenCount(graphene.ObjectType):
    reason = graphene.Field(PostHideReason, required=True, description="Why they are hidden.")
    reason_text = graphene.String(required=True, description="The same in Chinese.")
    count = graphene.Int(required=True, description="How many reviews.")

    class Meta:
        description = "Reviews that are out of sight, by reason: nothing is removed silently."


def hidden_list(counts):
    return [
        HiddenCount(reason=reason, reason_text=HIDE_REASON_TEXT[HideReason(reason)], count=count)
        for reason, count in sorted(counts.items())
    ]


class PostPicture(graphene.ObjectType):
    """A picture of something written."""

    url = graphene.String(required=True, description="Where it is shown.")
    width = graphene.Int(required=True, description="In pixels.")
    height = graphene.Int(required=True, description="In pixels.")

    class Meta:
        description = "A picture that a buyer added."


def public_picture(picture):
    return PostPicture(
        url=reverse("review-picture", args=[picture.name]),
        width=picture.width,
        height=picture.height,
    )


class ReviewPart(graphene.ObjectType):
    """A follow-up or a reply."""

    byline = graphene.String(required=True, description="Who wrote it.")
    text = graphene.String(required=True, description="What was written.")
    written_at = graphene.DateTime(required=True, description="When.")
    edited_at = graphene.DateTime(description="When it was edited, if it was.")
    pictures = graphene.List(
        graphene.NonNull(PostPicture), required=True, description="Its pictures."
    )

    class Meta:
        description = "What was added to a review."

    @staticmethod
    def resolve_pictures(root, _info):
        return [public_picture(each) for each in root.pictures.all()]


class ProductReview(graphene.ObjectType):
    """A shown review."""

    id = graphene.ID(required=True, description="Its id.")
    stars = graphene.Int(required=True, description="One to five.")
    concerns = graphene.List(
        graphene.NonNull(ReviewConcern), required=True, description="What the buyer ticked."
    )
    concern_texts = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="The same in Chinese."
    )
    byline = graphene.String(required=True, description="The buyer, masked, or anonymous.")
    text = graphene.String(required=True, description="What was written.")
    written_at = graphene.DateTime(required=True, description="When.")
    bought = graphene.String(required=True, description="Which size was bought.")
    product_name = graphene.String(required=True, description="The goods.")
    product_slug = graphene.String(required=True, description="Their address.")
    pictures = graphene.List(
        graphene.NonNull(PostPicture), required=True, description="Its pictures."
    )
    follow_up = graphene.Field(ReviewPart, description="What the buyer added later.")
    reply = graphene.Field(ReviewPart, description="What the enterprise says.")

    class Meta:
        description = "A buyer's review of goods that arrived."

    resolve_id = staticmethod(lambda root, _info: root.pk)
    resolve_byline = staticmethod(lambda root, _info: root.post.byline)
    resolve_text = staticmethod(lambda root, _info: root.post.text)
    resolve_written_at = staticmethod(lambda root, _info: root.post.written_at)
    resolve_bought = staticmethod(lambda root, _info: root.order_line.variant_name)
    resolve_product_name = staticmethod(lambda root, _info: root.post.product.name)
    resolve_product_slug = staticmethod(lambda root, _info: root.post.product.slug)
    resolve_follow_up = staticmethod(lambda root, _info: shown_part(root, "follow_up"))
    resolve_reply = staticmethod(lambda root, _info: shown_part(root, "reply"))

    @staticmethod
    def resolve_concern_texts(root, _info):
        return [CONCERN_TEXT[Concern(each)] for each in root.concerns]

    @staticmethod
    def resolve_pictures(root, _info):
        return [public_picture(each) for each in root.post.pictures.all()]


class ProductAnswer(graphene.ObjectType):
    """A shown answer."""

    side = graphene.Field(PostSide, required=True, description="The enterprise or a buyer.")
    byline = graphene.String(required=True, description="Who answered.")
    text = graphene.String(required=True, description="What was written.")
    written_at = graphene.DateTime(required=True, description="When.")

    class Meta:
        description = "An answer, of the enterprise or of somebody who bought the goods."

    resolve_side = staticmethod(lambda root, _info: root.post.side)
    resolve_byline = staticmethod(lambda root, _info: root.post.byline)
    resolve_text = staticmethod(lambda root, _info: root.post.text)
    resolve_written_at = staticmethod(lambda root, _info: root.post.written_at)


class ProductQuestion(graphene.ObjectType):
    """A shown question."""

    id = graphene.ID(required=True, description="Its id.")
    byline = graphene.String(required=True, description="Who asks, masked, or anonymous.")
    text = graphene.String(required=True, description="What is asked.")
    written_at = graphene.DateTime(required=True, description="When.")
    answers = graphene.List(
        graphene.NonNull(ProductAnswer), required=True, description="The enterprise's first."
    )

    class Meta:
        description = "A question about goods."

    resolve_id = staticmethod(lambda root, _info: root.pk)
    resolve_byline = staticmethod(lambda root, _info: root.post.byline)
    resolve_text = staticmethod(lambda root, _info: root.post.text)
    resolve_written_at = staticmethod(lambda root, _info: root.post.written_at)
    resolve_answers = staticmethod(lambda root, _info: root.answers_shown)


class MyPost(graphene.ObjectType):
    """Something the caller wrote, with what has become of it."""

    id = graphene.ID(required=True, description="Its id.")
    kind = graphene.Field(PostKindEnum, required=True, description="What it is.")
    state = graphene.Field(PostStateEnum, required=True, description="Whether it is shown.")
    product_name = graphene.String(required=True, description="The goods it is about.")
    product_slug = graphene.String(required=True, description="Their address.")
    stars = graphene.Int(description="Of a review.")
    byline = graphene.String(required=True, description="How others see its writer.")
    text = graphene.String(required=True, description="What was written.")
    written_at = graphene.DateTime(required=True, description="When.")
    pictures = graphene.List(
        graphene.NonNull(PostPicture),
        required=True,
        description="Its pictures; the addresses last a quarter of an hour.",
    )
    hidden_reason = graphene.Field(PostHideReason, description="Why it is hidden.")
    hidden_reason_text = graphene.String(required=True, description='The same in Chinese, or "".')
    hidden_note = graphene.String(required=True, description='What staff said about it, or "".')
    objection = graphene.String(required=True, description='What the caller objected, or "".')
    decision_note = graphene.String(required=True, description='What was answered, or "".')
    can_object = graphene.Boolean(required=True, description="Hidden, and not objected to yet.")
    can_follow_up = graphene.Boolean(
        required=True, description="A review that its writer can still add to."
    )

    class Meta:
        description = "Something the caller wrote; hidden things stay here with their reason."

    resolve_product_name = staticmethod(lambda root, _info: root.product.name)
    resolve_product_slug = staticmethod(lambda root, _info: root.product.slug)
    resolve_hidden_reason = staticmethod(lambda root, _info: root.hidden_reason or None)

    @staticmethod
    def resolve_stars(root, _info):
        review = getattr(root, "review", None)
        return review.stars if review is not None else None

    @staticmethod
    def resolve_pictures(root, _info):
        return [
            PostPicture(url=LINKS.link_to(each.name), width=each.width, height=each.height)
            for each in root.pictures.all()
        ]

    @staticmethod
    def resolve_hidden_reason_text(root, _info):
        return HIDE_REASON_TEXT[HideReason(root.hidden_reason)] if root.hidden_reason else ""

    @staticmethod
    def resolve_can_object(root, _info):
        return root.state == PostState.HIDDEN.value and not root.objection

    @staticmethod
    def resolve_can_follow_up(root, _info):
        return takes_follow_up(root, now=timezone.now())


class LineToReview(graphene.ObjectType):
    """Goods that arrived and have no review yet."""

    line_id = graphene.ID(required=True, description="Id of the order line.")
    order_number = graphene.String(required=True, description="Its order.")
    name = graphene.String(required=True, description="Goods and size.")
    product_id = graphene.ID(required=True, description="Global id of the product.")
    received_at = graphene.DateTime(description="When receipt was confirmed; null: it was not.")

    class Meta:
        description = "Goods the caller can review."

    @staticmethod
    def resolve_product_id(root, _info):
        return graphene.Node.to_global_id("Product", root.product_id)


ProductReviewList = connection_of(ProductReview, name="ProductReview")
ProductQuestionList = connection_of(ProductQuestion, name="ProductQuestion")
MyPostList = connection_of(MyPost, name="MyPost")
LineToReviewList = connection_of(LineToReview, name="LineToReview")
