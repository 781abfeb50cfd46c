import graphene
from django.utils import timezone

from plugins.fapiao.graphql.types import Fapiao
from plugins.fapiao.services.fapiao_withdraw import fapiao_withdraw
from plugins.kernel.graphql import CUSTOMER, DomainMutation


class FapiaoWithdraw(DomainMutation):
    fapiao = graphene.Field(Fapiao, description="The withdrawn request.")

    class Arguments:
        order_number = graphene.String(required=True, description="Number of the order.")

    class Meta:
        audience = CUSTOMER
        description = "Withdraws the caller's fapiao request while none is issued."

    @classmethod
    def execute(cls, root, info, order_number):
        request = fapiao_withdraw(
            order_number=order_number, buyer=info.context.user, now=timezone.now()
        )
        return cls(fapiao=request)
