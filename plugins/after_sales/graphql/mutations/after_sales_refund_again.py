import graphene
from django.utils import timezone

from plugins.after_sales.graphql.staff import SELLER, case_id_from, staff_of
from plugins.after_sales.graphql.types import AfterSalesEntry
from plugins.after_sales.services.case_refund import case_refund_again
from plugins.kernel.graphql import DomainMutation


class AfterSalesRefundAgain(DomainMutation):
    entry = graphene.Field(AfterSalesEntry, description="The case, its money promised anew.")

    class Arguments:
        id = graphene.ID(required=True, description="Id of the case.")

    class Meta:
        audience = SELLER
        description = "Tries a failed refund once more."

    @classmethod
    def execute(cls, root, info, id):
        case = case_refund_again(
            case_id=case_id_from(id), actor=staff_of(info.context), now=timezone.now()
        )
        return cls(entry=case)
