import graphene
from django.utils import timezone

from plugins.fapiao.graphql.staff import seller_of
from plugins.fapiao.graphql.types import Fapiao, FapiaoEntryConnection, FapiaoState
from plugins.fapiao.selectors import entry_of, fapiao_of_buyer, fapiao_requests
from plugins.fapiao.states import FapiaoState as State
from plugins.kernel.graphql import caller

LONGEST_PAGE = 100


class FapiaoQueries(graphene.ObjectType):
    my_fapiaos = graphene.List(
        graphene.NonNull(Fapiao),
        order_number=graphene.String(required=True, description="Number of the caller's order."),
        required=True,
        description="The latest fapiao request for each enterprise's part of the caller's order.",
    )
    fapiao_requests = graphene.Field(
        FapiaoEntryConnection,
        state=graphene.Argument(FapiaoState, description="Only requests in this state."),
        first=graphene.Int(default_value=20, description="How many; at most 100."),
        skip=graphene.Int(default_value=0, description="How many to pass over."),
        required=True,
        description="Fapiao requests, the longest waiting first. Needs MANAGE_ORDERS.",
    )

    @staticmethod
    def resolve_my_fapiaos(_root, info, order_number):
        user = caller(info)
        return fapiao_of_buyer(order_number=order_number, buyer=user)

    @staticmethod
    def resolve_fapiao_requests(_root, info, first, skip, state=None):
        seller_of(info.context)
        requests = fapiao_requests(state=State(state) if state else None)
        start, size = max(skip, 0), min(max(first, 1), LONGEST_PAGE)
        page = list(requests[start : start + size + 1])
        now = timezone.now()
        return FapiaoEntryConnection(
            nodes=[entry_of(request, now=now) for request in page[:size]],
            total_count=requests.count(),
            has_next_page=len(page) > size,
        )
