import graphene
from django.utils import timezone

from plugins.after_sales.graphql.inputs import AfterSalesLineInput, units_from
from plugins.after_sales.graphql.types import AfterSalesCase, AfterSalesKind, AfterSalesReason
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.rules.wishes import Wish
from plugins.after_sales.services.case_request import case_request
from plugins.kernel.graphql import CUSTOMER, DomainMutation


class AfterSalesRequest(DomainMutation):
    case = graphene.Field(AfterSalesCase, description="The case, with what will go back.")

    class Arguments:
        order_number = graphene.String(required=True, description="Number of a paid order.")
        idempotency_key = graphene.String(
            required=True, description="Made once per form; the same key opens one case."
        )
        kind = AfterSalesKind(required=True, description="Refund only, or return and refund.")
        reason = AfterSalesReason(required=True, description="Why.")
        lines = graphene.List(
            graphene.NonNull(AfterSalesLineInput),
            required=True,
            description="The goods; empty asks for shipping that is left after all goods.",
        )
        description = graphene.String(description="In the buyer's words, at most 500.")
        pictures = graphene.List(
            graphene.NonNull(graphene.String),
            description="Ids that POST /after-sales/pictures/ gave, at most six.",
        )

    class Meta:
        audience = CUSTOMER
        description = "Asks to have goods of the caller's paid order refunded."

    @classmethod
    def execute(
        cls,
        root,
        info,
        order_number,
        idempotency_key,
        kind,
        reason,
        lines,
        description=None,
        pictures=None,
    ):
        case = case_request(
            order_number=order_number,
            buyer=info.context.user,
            idempotency_key=idempotency_key,
            wish=Wish(
                kind=Kind(kind),
                reason=Reason(reason),
                units=units_from(lines, field="lines"),
                description=description or "",
                pictures=pictures or (),
            ),
            now=timezone.now(),
        )
        return cls(case=case)
