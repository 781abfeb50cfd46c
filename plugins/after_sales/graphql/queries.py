import graphene
from django.utils import timezone

from plugins.after_sales.graphql.staff import case_id_from, queue_reader
from plugins.after_sales.graphql.types import (
    AfterSalesCase,
    AfterSalesCaseConnection,
    AfterSalesChoice,
    AfterSalesEntry,
    AfterSalesEntryConnection,
    AfterSalesOption,
    AfterSalesOptions,
    AfterSalesState,
)
from plugins.after_sales.rules import windows
from plugins.after_sales.rules.amounts import units_fen
from plugins.after_sales.selectors import cases_of, cases_queue, order_facts
from plugins.child_orders.public import owners_of_lines
from plugins.kernel.graphql import caller
from plugins.orders.public import OrderState, order_of_buyer

PAGE = 20
LONGEST_PAGE = 100


class AfterSalesQueries(graphene.ObjectType):
    after_sales_options = graphene.Field(
        AfterSalesOptions,
        order_number=graphene.String(required=True, description="Number of the caller's order."),
        required=True,
        description="What of one of the caller's orders can be asked for, and why not.",
    )
    my_after_sales_case = graphene.Field(
        AfterSalesCase,
        number=graphene.String(required=True, description="Number of the case."),
        description="One of the caller's own cases; null when there is none.",
    )
    my_after_sales_cases = graphene.Field(
        AfterSalesCaseConnection,
        order_number=graphene.String(description="Only cases of this order."),
        skip=graphene.Int(default_value=0, description="How many to pass over."),
        required=True,
        description="The caller's own cases, newest first, 20 a page.",
    )
    after_sales_case = graphene.Field(
        AfterSalesEntry,
        id=graphene.ID(required=True, description="Id of the case."),
        description="One case for staff. Needs MANAGE_ORDERS or MANAGE_STAFF.",
    )
    after_sales_cases = graphene.Field(
        AfterSalesEntryConnection,
        state=graphene.Argument(AfterSalesState, description="Only cases in this state."),
        requested_before=graphene.DateTime(description="Only cases asked for before."),
        needs_person=graphene.Boolean(description="Only cases that do not go on by themselves."),
        first=graphene.Int(default_value=20, description="How many; at most 100."),
        skip=graphene.Int(default_value=0, description="How many to pass over."),
        required=True,
        description="The queue, overdue first. Needs MANAGE_ORDERS or MANAGE_STAFF.",
    )

    @staticmethod
    def resolve_after_sales_options(_root, info, order_number):
        placed = order_of_buyer(number=order_number, buyer=_buyer(info))
        return _options(placed, now=timezone.now())

    @staticmethod
    def resolve_my_after_sales_case(_root, info, number):
        return cases_of(_buyer(info)).filter(number=number).first()

    @staticmethod
    def resolve_my_after_sales_cases(_root, info, skip, order_number=None):
        cases = cases_of(_buyer(info))
        if order_number is not None:
            cases = cases.filter(order__placed__number=order_number)
        start = max(skip, 0)
        page = list(cases[start : start + PAGE + 1])
        return AfterSalesCaseConnection(
            nodes=page[:PAGE], total_count=cases.count(), has_next_page=len(page) > PAGE
        )

    @staticmethod
    def resolve_after_sales_case(_root, info, id):
        queue_reader(info.context)
        return cases_queue().filter(pk=case_id_from(id)).first()

    @staticmethod
    def resolve_after_sales_cases(
        _root, info, first, skip, state=None, requested_before=None, needs_person=None
    ):
        queue_reader(info.context)
        cases = cases_queue()
        if state is not None:
            cases = cases.filter(state=state)
        if requested_before is not None:
            cases = cases.filter(requested_at__lt=requested_before)
        if needs_person:
            cases = cases.needing_a_person()
        start, size = max(skip, 0), min(max(first, 1), LONGEST_PAGE)
        page = list(cases[start : start + size + 1])
        return AfterSalesEntryConnection(
            nodes=page[:size],
            total_count=cases.count(),
            overdue_count=cases.filter(due_at__lte=timezone.now()).count(),
            has_next_page=len(page) > size,
        )


def _buyer(info):
    user = caller(info)
    return user


def _options(placed, *, now):
    facts = order_facts(placed.order)
    owners = owners_of_lines(order_id=facts.order_id)
    received_at = facts.received_at
    return AfterSalesOptions(
        order_number=placed.number,
        is_refundable=placed.state == OrderState.PAID.value,
        received_at=received_at,
        no_reason_until=received_at
        and windows.last_moment(received_at=received_at, days=windows.NO_REASON_DAYS),
        shipping_fen=facts.shipping_left_fen,
        lines=[
            _option(facts, line, child_order_id=owners.get(line.line_id), now=now)
            for line in facts.lines
        ],
    )


def _option(facts, line, *, child_order_id, now):
    left = line.unshipped + line.shipped
    situation = facts.situation_of(line, is_shipped=True)
    return AfterSalesOption(
        line_id=line.line_id,
        child_order_id=child_order_id,
        name=line.name,
        quantity=line.quantity,
        paid_fen=line.paid_fen,
        unshipped=line.unshipped,
        shipped=line.shipped,
        refundable_fen=units_fen(
            paid_fen=line.paid_fen,
            quantity=line.quantity,
            returned_quantity=line.returned_quantity,
            returned_fen=line.returned_fen,
            units=left,
        )
        if left
        else 0,
        is_no_reason_exempt=line.is_exempt,
        choices=[
            AfterSalesChoice(
                kind=kind.value,
                reason=reason.value,
                obstacle=_value(
                    windows.obstacle(kind=kind, reason=reason, situation=situation, now=now)
                ),
            )
            for kind in windows.Kind
            for reason in windows.Reason
        ]
        if line.shipped
        else [],
    )


def _value(obstacle):
    return obstacle.value if obstacle else None
