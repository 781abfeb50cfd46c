import graphene
from django.utils import timezone

from plugins.after_sales.graphql.staff import SELLER, case_id_from, staff_of
from plugins.after_sales.graphql.types import AfterSalesEntry
from plugins.after_sales.services.case_answer import case_refuse
from plugins.kernel.graphql import DomainMutation


class AfterSalesRefuse(DomainMutation):
    entry = graphene.Field(AfterSalesEntry, description="The refused case.")

    class Arguments:
        id = graphene.ID(required=True, description="Id of the case.")
        note = graphene.String(required=True, description="Why, in words to the buyer.")

    class Meta:
        audience = SELLER
        description = "Refuses a request or what came back; the buyer may ask the platform."

    @classmethod
    def execute(cls, root, info, id, note):
        case = case_refuse(
            case_id=case_id_from(id), actor=staff_of(info.context), note=note, now=timezone.now()
        )
        return cls(entry=case)
