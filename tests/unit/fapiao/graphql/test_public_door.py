"""Buyers ask through registered documents."""

from plugins.child_orders.models import ChildOrder
from plugins.fapiao.models import FapiaoRequest

ENTERPRISE = {
    "kind": "ENTERPRISE",
    "title": "福州某某贸易（集团）有限公司",
    "taxNumber": "91350100M000100Y43",
    "email": "tax@example.com",
}


def refusal_codes(payload) -> list[tuple[str, str | None]]:
    return [(error["code"], error["field"]) for error in payload["errors"]]


def test_buyer_asks_reads_changes_and_withdraws(client_of, buyer_li, paid):
    li = client_of(buyer_li)
    number = paid.number
    seller = ChildOrder.objects.get(order=paid.order_id).enterprise

    assert li.data("MyFapiaos", orderNumber=number) == {"myFapiaos": []}
    asked = li.data(
        "FapiaoRequest", orderNumber=number, kind="PERSONAL", title="李晓梅", email="li@example.com"
    )["fapiaoRequest"]
    changed = li.data("FapiaoRequest", orderNumber=number, **ENTERPRISE)["fapiaoRequest"]
    [read] = li.data("MyFapiaos", orderNumber=number)["myFapiaos"]
    withdrawn = li.data("FapiaoWithdraw", orderNumber=number)["fapiaoWithdraw"]

    assert (asked["errors"], asked["fapiaos"][0]["title"]) == ([], "李晓梅")
    assert changed["fapiaos"] == [read]
    requested_at = read.pop("requestedAt")
    assert requested_at
    assert read == {
        "orderNumber": number,
        "childOrderNumber": f"{number}-1",
        "sellerName": seller.name,
        "state": "REQUESTED",
        **ENTERPRISE,
        "totalFen": 2680,
        "number": "",
        "issuedOn": None,
        "document": "",
        "refusal": None,
        "refusalNote": "",
        "redLetters": [],
    }
    assert (withdrawn["errors"], withdrawn["fapiaos"][0]["state"]) == ([], "WITHDRAWN")


def test_buyer_reads_the_issued_fapiao(client_of, buyer_li, paid, settled):
    [read] = client_of(buyer_li).data("MyFapiaos", orderNumber=paid.number)["myFapiaos"]

    assert (read["state"], read["number"]) == ("ISSUED", "26422000000012345678")
    assert (read["issuedOn"], read["totalFen"]) == ("2026-07-03", 2680)


def test_wrong_tax_number_is_refused_in_both_languages(client_of, buyer_li, paid):
    payload = client_of(buyer_li).data(
        "FapiaoRequest",
        orderNumber=paid.number,
        **{**ENTERPRISE, "taxNumber": "91350100M000100Y4Z"},
    )["fapiaoRequest"]

    [error] = payload["errors"]
    assert (error["code"], error["field"]) == ("FAPIAO_TAX_NUMBER_INVALID", "taxNumber")
    assert error["message"].startswith("税号不正确")
    assert error["messageEn"].startswith("This tax number does not pass")
    assert (payload["fapiaos"], FapiaoRequest.objects.count()) == (None, 0)


def test_other_buyer_finds_no_such_order(client_of, buyer_zhou, paid, requested):
    zhou = client_of(buyer_zhou)

    asked = zhou.data("FapiaoRequest", orderNumber=paid.number, **ENTERPRISE)["fapiaoRequest"]
    withdrawn = zhou.data("FapiaoWithdraw", orderNumber=paid.number)["fapiaoWithdraw"]
    read = zhou.send("MyFapiaos", orderNumber=paid.number).json()

    assert refusal_codes(asked) == refusal_codes(withdrawn) == [("ORDER_NOT_FOUND", None)]
    assert [error["extensions"]["code"] for error in read["errors"]] == ["ORDER_NOT_FOUND"]
    assert "李晓梅" not in str(read)
    requested.refresh_from_db()
    assert (requested.state, requested.revision) == ("requested", 1)


def test_visitor_is_asked_to_log_in(visitor, paid):
    for name, variables in (
        ("MyFapiaos", {}),
        ("FapiaoWithdraw", {}),
        ("FapiaoRequest", ENTERPRISE),
    ):
        answer = visitor.send(name, orderNumber=paid.number, **variables)
        assert "LOGIN_REQUIRED" in str(answer.json())
    assert FapiaoRequest.objects.count() == 0
