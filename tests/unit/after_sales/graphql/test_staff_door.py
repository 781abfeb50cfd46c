"""Sellers and the platform work through the staff door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.services.case_arbitrate import case_escalate
from plugins.after_sales.services.case_return import case_return_sent
from tests.unit.after_sales.conftest import BACK, staff

pytestmark = pytest.mark.django_db

QUEUE = """
query ($state: AfterSalesState, $before: DateTime, $needs: Boolean) {
  afterSalesCases(state: $state, requestedBefore: $before, needsPerson: $needs) {
    totalCount overdueCount hasNextPage
    nodes { id number buyerName isOverdue state trouble answeredBy lines { lineId resaleable } }
  }
}
"""
ONE = "query ($id: ID!) { afterSalesCase(id: $id) { number buyerName pictures } }"


def mutation(name, arguments, declared):
    return (
        f"mutation ($id: ID!{declared}) {{ {name}(id: $id{arguments}) "
        "{ entry { state fen } errors { code field } } }"
    )


APPROVE = mutation("afterSalesApprove", ", note: $note", ", $note: String")
REFUSE = mutation("afterSalesRefuse", ", note: $note", ", $note: String!")
RECEIVE = mutation("afterSalesReceive", ", resaleable: $lines", ", $lines: [AfterSalesLineInput!]!")
DECIDE = mutation(
    "afterSalesDecide",
    ", forBuyer: $forBuyer, note: $note",
    ", $forBuyer: Boolean!, $note: String!",
)
AGAIN = mutation("afterSalesRefundAgain", "", "")


@pytest.fixture
def door(client_of):
    """`door(clerk, QUERY, **variables)` asks as a member of staff."""

    def send(user, query, **variables):
        answer = client_of(user).post("/staff/graphql/", {"query": query, "variables": variables})
        return answer.json()

    return send


@pytest.fixture
def done(door):
    def run(user, query, **variables):
        answer = door(user, query, **variables)
        assert "errors" not in answer, answer
        [payload] = answer["data"].values()
        return payload

    return run


def test_queue_shows_the_overdue_first_and_masks_the_buyer(done, clerk, mahua, peach, ask):
    young = ask({mahua: 1})
    old = ask({peach: 1}, now=timezone.now() - timedelta(days=3))

    page = done(clerk, QUEUE)

    assert [node["number"] for node in page["nodes"]] == [old.number, young.number]
    assert [node["isOverdue"] for node in page["nodes"]] == [True, False]
    assert (page["totalCount"], page["overdueCount"], page["hasNextPage"]) == (2, 1, False)
    assert {node["buyerName"] for node in page["nodes"]} == {"李**"}
    assert "李晓梅" not in str(page)
    before = (timezone.now() - timedelta(days=1)).isoformat()
    assert [node["number"] for node in done(clerk, QUEUE, before=before)["nodes"]] == [old.number]
    assert done(clerk, QUEUE, state="REFUSED")["totalCount"] == 0
    assert done(clerk, QUEUE, needs=True)["totalCount"] == 0
    assert done(clerk, ONE, id=str(old.pk))["number"] == old.number


def test_seller_approves_refuses_and_receives(
    done, clerk, buyer_li, mahua, peach, ask, ship, line_of
):
    ship()
    returned = ask({mahua: 2}, kind=Kind.RETURN_AND_REFUND)
    rotten = ask({peach: 1}, reason=Reason.QUALITY)

    refused = done(clerk, REFUSE, id=str(rotten.pk), note="照片看不出问题。")
    approved = done(clerk, APPROVE, id=str(returned.pk), note="请寄回。")
    case_return_sent(number=returned.number, buyer=buyer_li, label=BACK, now=timezone.now())
    lines = [{"lineId": str(line_of(mahua).pk), "quantity": 1}]
    received = done(clerk, RECEIVE, id=str(returned.pk), lines=lines)

    assert refused["entry"]["state"] == "REFUSED"
    assert approved["entry"]["state"] == "WAITING_RETURN"
    assert (received["entry"]["state"], received["entry"]["fen"]) == ("REFUNDING", 3760)
    assert Case.objects.get(pk=returned.pk).answered_by == f"staff:{clerk.pk}"


def test_platform_decides_and_sellers_may_not(
    done, clerk, arbiter, buyer_li, peach, ask, ship, refuse
):
    ship()
    case = ask({peach: 1}, reason=Reason.QUALITY)
    refuse(case)
    case_escalate(number=case.number, buyer=buyer_li, appeal="坏了", now=timezone.now())
    verdict = {"id": str(case.pk), "forBuyer": True, "note": "照片可以证明。"}

    refused = done(clerk, DECIDE, **verdict)
    approve_by_arbiter = done(arbiter, APPROVE, id=str(case.pk))
    decided = done(arbiter, DECIDE, **verdict)

    assert [error["code"] for error in refused["errors"]] == ["NOT_ALLOWED"]
    assert [error["code"] for error in approve_by_arbiter["errors"]] == ["NOT_ALLOWED"]
    assert decided["entry"]["state"] == "REFUNDING"
    assert done(arbiter, QUEUE)["totalCount"] == 1


def test_even_who_may_do_everything_does_not_arbitrate_own_answers(
    done, operator_chen, buyer_li, peach, ask, ship
):
    ship()
    case = ask({peach: 1}, reason=Reason.QUALITY)
    done(operator_chen, REFUSE, id=str(case.pk), note="不退。")
    case_escalate(number=case.number, buyer=buyer_li, appeal="坏了", now=timezone.now())

    payload = done(operator_chen, DECIDE, id=str(case.pk), forBuyer=False, note="维持。")

    assert [error["code"] for error in payload["errors"]] == ["ARBITER_ANSWERED_IT"]
    assert Case.objects.get().state == "arbitration"


def test_failed_refund_is_tried_again(done, clerk, mahua, ask, approve, settle):
    case = ask({mahua: 1})
    approve(case)
    settle("CLOSED")
    assert done(clerk, QUEUE, needs=True)["nodes"][0]["trouble"] == "failed"

    assert done(clerk, AGAIN, id=str(case.pk))["entry"]["state"] == "REFUNDING"
    repeated = done(clerk, AGAIN, id=str(case.pk))
    assert [error["code"] for error in repeated["errors"]] == ["MOVE_REFUSED"]


@pytest.mark.parametrize("given", ["x", "-1", "99999", "1" * 30])
def test_unknown_cases_are_told(done, clerk, placed, given):
    payload = done(clerk, APPROVE, id=given)

    assert payload["errors"] == [{"code": "AFTER_SALES_CASE_NOT_FOUND", "field": "id"}]


def test_who_manages_neither_sees_nothing(door, placed, mahua, ask):
    case = ask({mahua: 1})
    packer = staff("packer@example.com", "manage_products")

    for query in (QUEUE, ONE):
        answer = door(packer, query, id=str(case.pk))
        assert answer["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"
        assert case.number not in str(answer)
