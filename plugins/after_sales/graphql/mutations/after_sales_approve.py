import graphene
from django.utils import timezone

from plugins.after_sales.graphql.staff import SELLER, case_id_from, staff_of
from plugins.after_sales.graphql.types import AfterSalesEntry
from plugins.after_sales.services.case_answer import case_approve
from plugins.kernel.graphql import DomainMutation


class AfterSalesApprove(DomainMutation):
    entry = graphene.Field(AfterSalesEntry, description="The answered case.")

    class Arguments:
        id = graphene.ID(required=True, description="Id of the case.")
        note = graphene.String(description="Words to the buyer.")
        return_to = graphene.String(
            description="Where the goods go back to; without it, as with the enterprise's last."
        )

    class Meta:
        audience = SELLER
        description = "Says yes: the money is promised, or the goods are awaited."

    @classmethod
    def execute(cls, root, info, id, note=None, return_to=None):
        case = case_approve(
            case_id=case_id_from(id),
            actor=staff_of(info.context),
            note=note or "",
            return_to=return_to or "",
            now=timezone.now(),
        )
        return cls(entry=case)
