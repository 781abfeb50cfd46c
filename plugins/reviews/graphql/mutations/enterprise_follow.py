import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.reviews.errors import EnterpriseNotFound
from plugins.reviews.graphql.ids import key_from
from plugins.reviews.selectors.liking import follower_counts
from plugins.reviews.services.liking import enterprise_follow


class EnterpriseFollow(DomainMutation):
    followers_count = graphene.Int(description="How many follow it now.")

    class Arguments:
        enterprise_id = graphene.ID(required=True, description="Id of the enterprise.")
        follows = graphene.Boolean(required=True, description="False: follow it no more.")

    class Meta:
        audience = CUSTOMER
        description = "Follows an enterprise or stops; repeating changes nothing."

    @classmethod
    def execute(cls, root, info, enterprise_id, follows):
        key = key_from(enterprise_id, missing=EnterpriseNotFound, field="enterpriseId")
        enterprise_follow(
            user=info.context.user, enterprise_id=key, follows=follows, now=timezone.now()
        )
        return cls(followers_count=follower_counts(enterprise_ids=[key])[key])
