import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.reviews.errors import LineNotFound
from plugins.reviews.graphql.ids import key_from
from plugins.reviews.graphql.types import MyPost, ReviewConcern
from plugins.reviews.rules.kinds import Concern
from plugins.reviews.services.review_write import Opinion, review_write


class ReviewWrite(DomainMutation):
    post = graphene.Field(MyPost, description="The review, and whether it is shown at once.")

    class Arguments:
        line_id = graphene.ID(required=True, description="Id of the order line.")
        stars = graphene.Int(required=True, description="One to five.")
        text = graphene.String(required=True, description="2 to 500 characters.")
        concerns = graphene.List(
            graphene.NonNull(ReviewConcern), description="With three stars or fewer."
        )
        pictures = graphene.List(
            graphene.NonNull(graphene.String),
            description="Ids that POST /reviews/pictures/ gave, at most six.",
        )
        is_anonymous = graphene.Boolean(description="Do not show the masked name.")

    class Meta:
        audience = CUSTOMER
        description = "Reviews goods of the caller's own order that arrived; once for each line."

    @classmethod
    def execute(
        cls, root, info, line_id, stars, text, concerns=None, pictures=None, is_anonymous=False
    ):
        review = review_write(
            buyer=info.context.user,
            line_id=key_from(line_id, missing=LineNotFound, field="lineId"),
            opinion=Opinion(
                stars=stars,
                text=text,
                concerns=[Concern(each) for each in concerns or ()],
                pictures=pictures or (),
                is_anonymous=bool(is_anonymous),
            ),
            now=timezone.now(),
        )
        return cls(post=review.post)
