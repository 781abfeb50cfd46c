import graphene
from django.utils import timezone

from plugins.after_sales.graphql.types import AfterSalesCase
from plugins.after_sales.services.case_return import case_return_sent
from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.shipments.public import Label


class AfterSalesReturnSent(DomainMutation):
    case = graphene.Field(AfterSalesCase, description="The case, its goods on their way.")

    class Arguments:
        number = graphene.String(required=True, description="Number of the case.")
        company = graphene.String(required=True, description="WeChat's code of the company.")
        tracking_no = graphene.String(required=True, description="Tracking number.")

    class Meta:
        audience = CUSTOMER
        description = "Says with which parcel the caller sends goods back."

    @classmethod
    def execute(cls, root, info, number, company, tracking_no):
        case = case_return_sent(
            number=number,
            buyer=info.context.user,
            label=Label(company, tracking_no),
            now=timezone.now(),
        )
        return cls(case=case)
