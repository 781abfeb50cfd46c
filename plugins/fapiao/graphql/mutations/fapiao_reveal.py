import graphene
from django.utils import timezone

from plugins.fapiao.graphql.staff import SELLER, request_id_from, seller_of
from plugins.fapiao.graphql.types import FapiaoEntry
from plugins.fapiao.services.fapiao_reveal import fapiao_reveal_one
from plugins.kernel.graphql import DomainMutation


class FapiaoReveal(DomainMutation):
    entry = graphene.Field(FapiaoEntry, description="The request, nothing masked.")

    class Arguments:
        id = graphene.ID(required=True, description="Id of the request.")
        reason = graphene.String(required=True, description="What for; kept in the audit trail.")

    class Meta:
        audience = SELLER
        description = "Shows a request unmasked and writes down who looked, and why."

    @classmethod
    def execute(cls, root, info, id, reason):
        entry = fapiao_reveal_one(
            request_id=request_id_from(id),
            actor=seller_of(info.context),
            reason=reason,
            now=timezone.now(),
        )
        return cls(entry=entry)
