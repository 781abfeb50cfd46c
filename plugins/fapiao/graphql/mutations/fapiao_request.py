import graphene
from django.utils import timezone

from plugins.fapiao.graphql.types import Fapiao, FapiaoKind
from plugins.fapiao.rules import FapiaoKind as Kind
from plugins.fapiao.rules import details_checked
from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.kernel.graphql import CUSTOMER, DomainMutation


class FapiaoRequest(DomainMutation):
    fapiao = graphene.Field(Fapiao, description="The request as it stands now.")

    class Arguments:
        order_number = graphene.String(required=True, description="Number of a paid order.")
        kind = FapiaoKind(required=True, description="Person or enterprise.")
        title = graphene.String(required=True, description="Whom it is made out to.")
        tax_number = graphene.String(
            description="Unified social credit code; enterprises must, persons must not give it."
        )
        email = graphene.String(required=True, description="Where it shall be sent.")

    class Meta:
        audience = CUSTOMER
        description = "Asks for a fapiao of the caller's paid order, or changes the request."

    @classmethod
    def execute(cls, root, info, order_number, kind, title, email, tax_number=None):
        details = details_checked(
            kind=Kind(kind), title=title, tax_number=tax_number or "", email=email
        )
        request = fapiao_request(
            order_number=order_number, buyer=info.context.user, details=details, now=timezone.now()
        )
        return cls(fapiao=request)
