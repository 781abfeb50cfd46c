import graphene
from django.utils import timezone

from plugins.after_sales.graphql.types import AfterSalesCase
from plugins.after_sales.services.case_arbitrate import case_escalate
from plugins.kernel.graphql import CUSTOMER, DomainMutation


class AfterSalesEscalate(DomainMutation):
    case = graphene.Field(AfterSalesCase, description="The case before the platform.")

    class Arguments:
        number = graphene.String(required=True, description="Number of the case.")
        appeal = graphene.String(required=True, description="The caller's words to the platform.")

    class Meta:
        audience = CUSTOMER
        description = "Asks the platform to decide after the seller's refusal."

    @classmethod
    def execute(cls, root, info, number, appeal):
        case = case_escalate(
            number=number, buyer=info.context.user, appeal=appeal, now=timezone.now()
        )
        return cls(case=case)
