import graphene
from django.utils import timezone

from plugins.fapiao.graphql.types import Fapiao
from plugins.fapiao.services.fapiao_withdraw import fapiao_withdraw
from plugins.kernel.graphql import CUSTOMER, DomainMutation


class FapiaoWithdraw(DomainMutation):
    fapiaos = graphene.List(graphene.NonNull(Fapiao), description="The withdrawn requests.")

    class Arguments:
        order_number = graphene.String(required=True, description="Number of the order.")
        child_order_number = graphene.String(
            description="Only for this enterprise's part; for all of them by default."
        )

    class Meta:
        audience = CUSTOMER
        description = "Withdraws the caller's fapiao request while none is issued."

    @classmethod
    def execute(cls, root, info, order_number, child_order_number=None):
        requests = fapiao_withdraw(
            order_number=order_number,
            buyer=info.context.user,
            now=timezone.now(),
            part_number=child_order_number or "",
        )
        return cls(fapiaos=requests)
