import graphene
from django.utils import timezone

from plugins.after_sales.graphql.inputs import AfterSalesLineInput, units_from
from plugins.after_sales.graphql.staff import SELLER, case_id_from, staff_of
from plugins.after_sales.graphql.types import AfterSalesEntry
from plugins.after_sales.services.case_return import case_receive
from plugins.kernel.graphql import DomainMutation


class AfterSalesReceive(DomainMutation):
    entry = graphene.Field(AfterSalesEntry, description="The case, its money promised.")

    class Arguments:
        id = graphene.ID(required=True, description="Id of the case.")
        resaleable = graphene.List(
            graphene.NonNull(AfterSalesLineInput),
            required=True,
            description="Units that can be sold again; the others never return to stock.",
        )

    class Meta:
        audience = SELLER
        description = "Says that the goods came back, and which of them can be sold again."

    @classmethod
    def execute(cls, root, info, id, resaleable):
        case = case_receive(
            case_id=case_id_from(id),
            resaleable=units_from(resaleable, field="resaleable"),
            actor=staff_of(info.context),
            now=timezone.now(),
        )
        return cls(entry=case)
