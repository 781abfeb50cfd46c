import hashlib
import json
from datetime import timedelta

import pytest
from freezegun import freeze_time

from plugins.accounts.public import access_token_for
from saleor_config.door.registry import FOLDER
from saleor_config.urls import documents


def codes(response) -> list[str]:
    return [error["extensions"]["code"] for error in response.json()["errors"]]


def test_registered_document_answers(visitor, goods):
    goods("金牛麻花", "18.80")

    data = visitor.data("ProductList", first=5)

    [edge] = data["products"]["edges"]
    assert edge["node"]["name"] == "金牛麻花"
    assert edge["node"]["pricing"]["priceRange"]["start"]["gross"] == {
        "amount": 18.8,
        "currency": "CNY",
    }


def test_document_is_named_by_the_sha256_of_its_file():
    text = (FOLDER / "ProductList.graphql").read_bytes()

    assert documents[hashlib.sha256(text).hexdigest()].name == "ProductList"


def test_apollo_clients_may_name_it_their_way(visitor):
    [document] = [each for each in documents.values() if each.name == "CategoryTree"]
    body = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": document.id}}}

    assert visitor.post("/graphql/", body).json()["data"]["categories"] == {"edges": []}


def test_query_text_is_never_executed(visitor):
    response = visitor.post("/graphql/", {"query": "{ shop { name } }"})

    assert response.status_code == 404
    assert codes(response) == ["DOCUMENT_UNKNOWN"]


@pytest.mark.parametrize("document_id", ["0" * 64, "", None, 7, ["x"], {"a": 1}])
def test_unknown_id_gets_a_typed_answer(visitor, document_id):
    response = visitor.post("/graphql/", {"id": document_id})

    assert (response.status_code, codes(response)) == (404, ["DOCUMENT_UNKNOWN"])


@pytest.mark.parametrize(
    "body", ["", "null", '"abc"', "[1]", "[]", "{", "7", "[" * 5000, '{"id":1}' * 2]
)
def test_anything_but_one_object_is_refused(visitor, body):
    response = visitor.http.post("/graphql/", body, content_type="application/json")

    assert (response.status_code, codes(response)) == (400, ["BODY_UNREADABLE"])


def test_batches_are_refused(visitor):
    [document] = [each for each in documents.values() if each.name == "CategoryTree"]

    response = visitor.post("/graphql/", [{"id": document.id}] * 2)

    assert (response.status_code, codes(response)) == (400, ["BODY_UNREADABLE"])


def test_large_bodies_are_refused(visitor):
    response = visitor.post("/graphql/", {"id": "x" * 100_001})

    assert codes(response) == ["BODY_UNREADABLE"]


def test_forms_are_refused(visitor):
    assert codes(visitor.http.post("/graphql/", {"id": "x"})) == ["BODY_UNREADABLE"]


def test_get_is_refused(visitor):
    assert visitor.http.get("/graphql/").status_code == 405


def test_variables_of_the_wrong_kind_are_told(visitor):
    response = visitor.send("ProductList", first="many")

    assert (response.status_code, codes(response)) == (400, ["VARIABLES_UNREADABLE"])


@pytest.mark.parametrize("first", [None, [], {}, "", True, 1e400])
def test_variables_of_any_kind_never_fail_on_our_side(visitor, first):
    response = visitor.send("ProductList", first=first)

    assert response.status_code in (200, 400)
    assert b"INTERNAL" not in response.content


def test_customer_documents_ask_for_a_login(visitor):
    response = visitor.send("MyOrders")

    assert (response.status_code, codes(response)) == (401, ["LOGIN_REQUIRED"])


def test_expired_token_is_refused(client_of, buyer_li):
    from django.utils import timezone

    with freeze_time(timezone.now() - timedelta(minutes=16)):
        client = client_of(buyer_li)

    response = client.send("MyOrders")

    assert (response.status_code, codes(response)) == (401, ["TOKEN_REFUSED"])


def test_token_of_a_deactivated_buyer_is_refused(client_of, buyer_li):
    client = client_of(buyer_li)
    buyer_li.is_active = False
    buyer_li.save()

    assert codes(client.send("MyOrders")) == ["TOKEN_REFUSED"]


def test_forged_token_is_refused(visitor):
    visitor.headers = {"Authorization": "JWT not.a.token"}

    assert codes(visitor.send("ProductList", first=1)) == ["TOKEN_REFUSED"]


def test_token_in_a_cookie_is_ignored(visitor, buyer_li):
    visitor.http.cookies["JWT"] = access_token_for(buyer_li)

    assert codes(visitor.send("MyOrders")) == ["LOGIN_REQUIRED"]


def test_fault_is_masked_and_findable(visitor, monkeypatch, caplog):
    from plugins.orders.graphql import queries

    def fail(*_):
        raise RuntimeError("password=hunter2 in SELECT * FROM secrets")

    monkeypatch.setattr(queries, "orders_of", fail)
    from saleor.account.models import User

    buyer = User.objects.create_user("someone@example.com", "Lakeside-plum-7")
    buyer.is_active = True
    buyer.save()
    visitor.headers = {"Authorization": f"JWT {access_token_for(buyer)}"}

    response = visitor.send("MyOrders")

    [error] = response.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert "hunter2" not in json.dumps(response.json())
    assert error["extensions"]["id"] in caplog.text
    assert "hunter2" in caplog.text


def test_order_is_found_by_its_checkout_by_its_buyer_alone(
    client_of, buyer_li, buyer_zhou, goods, checkout_of
):
    token = str(checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1)).token)

    def asked(buyer):
        return client_of(buyer).data("MyOrderOfCheckout", checkoutToken=token)

    assert asked(buyer_li) == {"myOrderOfCheckout": None}
    placed = client_of(buyer_li).data(
        "OrderPlace", checkoutToken=token, idempotencyKey="confirm-screen-1"
    )["orderPlace"]["placedOrder"]

    assert asked(buyer_zhou) == {"myOrderOfCheckout": None}
    assert asked(buyer_li) == {
        "myOrderOfCheckout": {name: placed[name] for name in ("number", "state", "totalFen")}
    }


def test_other_buyers_orders_do_not_exist(client_of, buyer_li, buyer_zhou, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    placed = client_of(buyer_li).data(
        "OrderPlace", checkoutToken=str(checkout.token), idempotencyKey="confirm-screen-1"
    )["orderPlace"]["placedOrder"]

    assert client_of(buyer_zhou).data("MyOrder", number=placed["number"]) == {"myOrder": None}
    assert client_of(buyer_zhou).data("MyOrders")["myOrders"]["nodes"] == []
    mine = client_of(buyer_li).data("MyOrder", number=placed["number"])["myOrder"]
    order = placed.pop("order")
    assert {name: mine[name] for name in placed} == placed
    assert mine["lines"] == order.pop("lines")
    assert mine["order"] == order


def test_refusal_of_a_mutation_is_data(client_of, buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80", stock=1), 2))

    answer = client_of(buyer_li).data(
        "OrderPlace", checkoutToken=str(checkout.token), idempotencyKey="confirm-screen-1"
    )["orderPlace"]

    assert answer["placedOrder"] is None
    [error] = answer["errors"]
    assert error["code"] == "SOLD_OUT"
    assert "库存不足" in error["message"]
    assert "not enough" in error["messageEn"]


@pytest.mark.parametrize("cursor", ["x", "bm9uc2Vuc2U=", "e30=", "WzFd", "💥"])
def test_cursors_that_are_none_are_told(visitor, goods, cursor):
    goods("金牛麻花", "18.80")

    response = visitor.send("ProductList", first=5, after=cursor)

    assert codes(response) == ["CURSOR_INVALID"]


def test_an_order_by_nothing_is_told(visitor):
    assert codes(visitor.send("ProductList", first=5, sortBy={"direction": "ASC"})) == [
        "SORT_INVALID"
    ]
