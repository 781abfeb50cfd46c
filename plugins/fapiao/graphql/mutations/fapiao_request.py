import graphene
from django.utils import timezone

from plugins.fapiao.graphql.types import Fapiao, FapiaoKind
from plugins.fapiao.rules import FapiaoKind as Kind
from plugins.fapiao.rules import details_checked
from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.kernel.graphql import CUSTOMER, DomainMutation


class FapiaoRequest(DomainMutation):
    fapiaos = graphene.List(
        graphene.NonNull(Fapiao),
        description="The requests as they stand now, one for each enterprise's part.",
    )

    class Arguments:
        order_number = graphene.String(required=True, description="Number of a paid order.")
        kind = FapiaoKind(required=True, description="Person or enterprise.")
        title = graphene.String(required=True, description="Whom it is made out to.")
        tax_number = graphene.String(
            description="Unified social credit code; enterprises must, persons must not give it."
        )
        email = graphene.String(required=True, description="Where it shall be sent.")
        child_order_number = graphene.String(
            description="Only for this enterprise's part; for all of them by default."
        )

    class Meta:
        audience = CUSTOMER
        description = (
            "Asks each enterprise of the caller's paid order for its fapiao, "
            "or changes what is not made out yet."
        )

    @classmethod
    def execute(
        cls, root, info, order_number, kind, title, email, tax_number=None, child_order_number=None
    ):
        details = details_checked(
            kind=Kind(kind), title=title, tax_number=tax_number or "", email=email
        )
        requests = fapiao_request(
            order_number=order_number,
            buyer=info.context.user,
            details=details,
            now=timezone.now(),
            part_number=child_order_number or "",
        )
        return cls(fapiaos=requests)
