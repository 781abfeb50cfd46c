import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.reviews.errors import PostNotFound
from plugins.reviews.graphql.ids import key_from
from plugins.reviews.graphql.types import MyPost
from plugins.reviews.services.post_moderate import post_object


class PostObject(DomainMutation):
    post = graphene.Field(MyPost, description="The post; somebody else looks at it again.")

    class Arguments:
        id = graphene.ID(required=True, description="Id of the caller's hidden post.")
        text = graphene.String(required=True, description="Why it should be shown, at most 500.")

    class Meta:
        audience = CUSTOMER
        description = "Objects to the hiding of something the caller wrote, once."

    @classmethod
    def execute(cls, root, info, id, text):
        post = post_object(
            author=info.context.user,
            post_id=key_from(id, missing=PostNotFound, field="id"),
            text=text,
            now=timezone.now(),
        )
        return cls(post=post)
