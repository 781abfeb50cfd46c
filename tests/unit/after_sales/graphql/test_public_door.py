"""Buyers ask through registered documents."""

from __future__ import annotations

import pytest

from plugins.after_sales.models import Case
from plugins.orders.models import ReturnConsent

pytestmark = pytest.mark.django_db


def line_id(placed, variant):
    return str(placed.order.lines.get(variant=variant).pk)


def request(client, placed, variant, quantity=1, **changes):
    variables = {
        "orderNumber": placed.number,
        "idempotencyKey": "form-0001",
        "kind": "REFUND_ONLY",
        "reason": "CHANGED_MIND",
        "lines": [{"lineId": line_id(placed, variant), "quantity": quantity}],
        **changes,
    }
    return client.data("AfterSalesRequest", **variables)["afterSalesRequest"]


def test_options_say_what_goes_back_and_why_not(client_of, buyer_li, placed, peach, ship):
    li = client_of(buyer_li)

    before = li.data("AfterSalesOptions", orderNumber=placed.number)["afterSalesOptions"]
    ship()
    received = li.data("OrderConfirmReceipt", number=placed.number)["orderConfirmReceipt"]
    after = li.data("AfterSalesOptions", orderNumber=placed.number)["afterSalesOptions"]

    assert (before["isRefundable"], before["shippingFen"], before["receivedAt"]) == (
        True,
        800,
        None,
    )
    assert [
        (line["unshipped"], line["shipped"], line["refundableFen"]) for line in before["lines"]
    ] == [(3, 0, 5640), (2, 0, 9980)]
    assert received["errors"] == []
    assert (after["receivedAt"], bool(after["noReasonUntil"])) == (received["receivedAt"], True)
    [fresh] = [line for line in after["lines"] if line["lineId"] == line_id(placed, peach)]
    assert fresh["isNoReasonExempt"]
    obstacles = {(each["kind"], each["reason"]): each["obstacle"] for each in fresh["choices"]}
    assert obstacles["RETURN_AND_REFUND", "CHANGED_MIND"] == "EXEMPT"
    assert obstacles["REFUND_ONLY", "QUALITY"] is None


def test_buyer_asks_reads_and_withdraws(client_of, buyer_li, placed, mahua):
    li = client_of(buyer_li)

    asked = request(li, placed, mahua, 2, description="买多了")
    number = asked["case"]["number"]
    read = li.data("MyAfterSalesCase", number=number)["myAfterSalesCase"]
    listed = li.data("MyAfterSalesCases")["myAfterSalesCases"]
    withdrawn = li.data("AfterSalesWithdraw", number=number)["afterSalesWithdraw"]

    assert asked["errors"] == []
    assert read == asked["case"]
    assert (read["state"], read["fen"], read["description"]) == ("REQUESTED", 3760, "买多了")
    assert read["lines"] == [
        {
            "lineId": line_id(placed, mahua),
            "name": "金牛麻花 一份",
            "quantity": 2,
            "fen": 3760,
        }
    ]
    assert (read["isOverdue"], read["refundStanding"], read["refundAdvice"]) == (False, None, "")
    assert (listed["totalCount"], listed["nodes"][0]["number"]) == (1, number)
    assert withdrawn["case"]["state"] == "WITHDRAWN"


def test_buyer_sees_how_the_money_stands(client_of, buyer_li, placed, mahua, approve, settle):
    li = client_of(buyer_li)
    number = request(li, placed, mahua)["case"]["number"]

    def standing():
        case = li.data("MyAfterSalesCase", number=number)["myAfterSalesCase"]
        return case["state"], case["refundStanding"], bool(case["refundAdvice"])

    approve(Case.objects.get())
    assert standing() == ("REFUNDING", "UNDER_WAY", True)
    settle("ABNORMAL")
    assert standing() == ("REFUND_FAILED", "ABNORMAL", True)


def test_goods_are_sent_back_and_a_refusal_goes_to_the_platform(
    client_of, buyer_li, placed, mahua, ship, approve, refuse
):
    ship()
    li = client_of(buyer_li)
    number = request(li, placed, mahua, kind="RETURN_AND_REFUND")["case"]["number"]
    approve(Case.objects.get())

    wrong = li.data("AfterSalesReturnSent", number=number, company="NOBODY", trackingNo="1")
    sent = li.data("AfterSalesReturnSent", number=number, company="sf", trackingNo="SF 12345678")
    refuse(Case.objects.get(), "寄回的是空箱。")
    escalated = li.data("AfterSalesEscalate", number=number, appeal="我寄的是原物。")

    assert wrong["afterSalesReturnSent"]["errors"][0]["code"] == "COMPANY_UNKNOWN"
    sent = sent["afterSalesReturnSent"]["case"]
    assert (sent["state"], sent["returnCompany"], sent["returnTrackingNo"]) == (
        "RETURNING",
        "SF",
        "SF12345678",
    )
    case = escalated["afterSalesEscalate"]["case"]
    assert (case["state"], case["answerNote"], case["appeal"]) == (
        "ARBITRATION",
        "寄回的是空箱。",
        "我寄的是原物。",
    )


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([{"lineId": "x", "quantity": 1}], "AFTER_SALES_LINE_NOT_FOUND"),
        ([{"lineId": "999999", "quantity": 1}], "AFTER_SALES_LINE_NOT_FOUND"),
        ([{"lineId": "7", "quantity": 1}, {"lineId": "7", "quantity": 1}], "QUANTITY_INVALID"),
        ([{"lineId": "7", "quantity": -1}], "QUANTITY_INVALID"),
        ([], "NOTHING_TO_REFUND"),
    ],
)
def test_bad_lines_are_told_in_both_languages(client_of, buyer_li, placed, mahua, lines, code):
    payload = request(client_of(buyer_li), placed, mahua, lines=lines)

    [error] = payload["errors"]
    assert (error["code"], bool(error["message"]), bool(error["messageEn"])) == (code, True, True)
    assert (payload["case"], Case.objects.count()) == (None, 0)


def test_other_buyers_find_nothing(client_of, buyer_li, buyer_zhou, placed, mahua, ship):
    number = request(client_of(buyer_li), placed, mahua)["case"]["number"]
    zhou = client_of(buyer_zhou)

    assert zhou.data("MyAfterSalesCase", number=number) == {"myAfterSalesCase": None}
    assert zhou.data("MyAfterSalesCases")["myAfterSalesCases"]["totalCount"] == 0
    refused = [
        request(zhou, placed, mahua)["errors"],
        zhou.data("OrderConfirmReceipt", number=placed.number)["orderConfirmReceipt"]["errors"],
        zhou.data("AfterSalesWithdraw", number=number)["afterSalesWithdraw"]["errors"],
        zhou.data("AfterSalesEscalate", number=number, appeal="?")["afterSalesEscalate"]["errors"],
    ]
    assert [error["code"] for [error] in refused] == [
        "ORDER_NOT_FOUND",
        "ORDER_NOT_FOUND",
        "AFTER_SALES_CASE_NOT_FOUND",
        "AFTER_SALES_CASE_NOT_FOUND",
    ]
    options = zhou.send("AfterSalesOptions", orderNumber=placed.number).json()
    assert options["errors"][0]["extensions"]["code"] == "ORDER_NOT_FOUND"
    assert Case.objects.get().state == "requested"


def test_visitors_are_asked_to_log_in(visitor, placed):
    for name, variables in (
        ("AfterSalesOptions", {"orderNumber": placed.number}),
        ("MyAfterSalesCases", {}),
        ("AfterSalesWithdraw", {"number": "S1"}),
        ("OrderConfirmReceipt", {"number": placed.number}),
    ):
        assert "LOGIN_REQUIRED" in str(visitor.send(name, **variables).json())


def test_receipt_of_goods_that_never_left_is_refused(client_of, buyer_li, placed):
    payload = client_of(buyer_li).data("OrderConfirmReceipt", number=placed.number)

    assert payload["orderConfirmReceipt"]["errors"][0]["code"] == "SHIPMENT_NOT_FOUND"


def test_order_keeps_the_consent_that_was_given(client_of, buyer_li, checkout_of, peach, mahua):
    checkout = checkout_of(buyer_li, (peach, 1), (mahua, 1))

    payload = client_of(buyer_li).data(
        "OrderPlace",
        checkoutToken=str(checkout.token),
        idempotencyKey="screen-0001",
        freshConsent=True,
    )["orderPlace"]

    assert payload["errors"] == []
    [consent] = ReturnConsent.objects.all()
    assert consent.order_line.variant == peach
