import graphene
from django.utils import timezone

from plugins.after_sales.graphql.types import AfterSalesCase
from plugins.after_sales.services.case_withdraw import case_withdraw
from plugins.kernel.graphql import CUSTOMER, DomainMutation


class AfterSalesWithdraw(DomainMutation):
    case = graphene.Field(AfterSalesCase, description="The withdrawn case.")

    class Arguments:
        number = graphene.String(required=True, description="Number of the case.")

    class Meta:
        audience = CUSTOMER
        description = "Withdraws the caller's case before money is promised."

    @classmethod
    def execute(cls, root, info, number):
        return cls(case=case_withdraw(number=number, buyer=info.context.user, now=timezone.now()))
