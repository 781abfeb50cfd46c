import graphene
from django.utils import timezone

from plugins.fapiao.graphql.staff import SELLER, request_id_from, seller_of
from plugins.fapiao.graphql.types import FapiaoEntry, FapiaoRefusalReason
from plugins.fapiao.rules import RefusalReason
from plugins.fapiao.selectors import entry_of
from plugins.fapiao.services.fapiao_refuse import fapiao_refuse
from plugins.kernel.graphql import DomainMutation


class FapiaoRefuse(DomainMutation):
    entry = graphene.Field(FapiaoEntry, description="The refused request.")

    class Arguments:
        id = graphene.ID(required=True, description="Id of the request.")
        reason = FapiaoRefusalReason(required=True, description="Why none is made out.")
        note = graphene.String(description="Words to the buyer; OTHER needs them.")

    class Meta:
        audience = SELLER
        description = "Refuses a fapiao request; the buyer may ask again."

    @classmethod
    def execute(cls, root, info, id, reason, note=None):
        now = timezone.now()
        request = fapiao_refuse(
            request_id=request_id_from(id),
            reason=RefusalReason(reason),
            note=note or "",
            actor=seller_of(info.context),
            now=now,
        )
        return cls(entry=entry_of(request, now=now))
