import graphene
from django.utils import timezone

from plugins.after_sales.graphql.staff import ARBITER, case_id_from, staff_of
from plugins.after_sales.graphql.types import AfterSalesEntry
from plugins.after_sales.services.case_arbitrate import case_decide
from plugins.kernel.graphql import DomainMutation


class AfterSalesDecide(DomainMutation):
    entry = graphene.Field(AfterSalesEntry, description="The decided case.")

    class Arguments:
        id = graphene.ID(required=True, description="Id of the case.")
        for_buyer = graphene.Boolean(required=True, description="Whether the money goes back.")
        note = graphene.String(required=True, description="Why, in words to both.")
        awarded_fen = graphene.Int(
            description="Awards this part to the buyer, who keeps the goods; decided for her."
        )

    class Meta:
        audience = ARBITER
        description = "Decides for the platform; never by who answered for the seller."

    @classmethod
    def execute(cls, root, info, id, for_buyer, note, awarded_fen=None):
        case = case_decide(
            case_id=case_id_from(id),
            for_buyer=for_buyer,
            note=note,
            awarded_fen=awarded_fen,
            actor=staff_of(info.context, permissions=ARBITER),
            now=timezone.now(),
        )
        return cls(entry=case)
