import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.reviews.errors import ReviewNotFound
from plugins.reviews.graphql.ids import key_from
from plugins.reviews.graphql.types import MyPost
from plugins.reviews.services.review_write import follow_up_write


class ReviewFollowUp(DomainMutation):
    post = graphene.Field(MyPost, description="The follow-up, and whether it is shown at once.")

    class Arguments:
        review_id = graphene.ID(required=True, description="Id of the caller's review.")
        text = graphene.String(required=True, description="2 to 500 characters.")
        pictures = graphene.List(
            graphene.NonNull(graphene.String),
            description="Ids that POST /reviews/pictures/ gave, at most six.",
        )

    class Meta:
        audience = CUSTOMER
        description = "Adds to the caller's own review, once."

    @classmethod
    def execute(cls, root, info, review_id, text, pictures=None):
        follow_up = follow_up_write(
            buyer=info.context.user,
            review_id=key_from(review_id, missing=ReviewNotFound, field="reviewId"),
            text=text,
            pictures=pictures or (),
            now=timezone.now(),
        )
        return cls(post=follow_up.post)
