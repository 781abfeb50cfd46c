"""Row 1: whoever counts order numbers reads and defaces orders through `updateMetadata`."""

import pytest

UPDATE = """mutation($id: ID!, $input: [MetadataInput!]!) {
  updateMetadata(id: $id, input: $input) {
    item { __typename ... on Order { userEmail token } } metadataErrors { code }
  }
}"""
DELETE = """mutation($id: ID!) {
  deleteMetadata(id: $id, keys: ["a"]) { item { __typename } metadataErrors { code } }
}"""


def test_it_is_not_a_public_document(visitor):
    response = visitor.post("/graphql/", {"query": UPDATE})

    assert response.json()["errors"][0]["extensions"]["code"] == "DOCUMENT_UNKNOWN"


@pytest.mark.parametrize("entries", [[], [{"key": "a", "value": "b"}]])
def test_colleagues_without_orders_may_not(staff, placed, gid, entries):
    answer = staff("product.manage_products").ask(UPDATE, id=gid("Order", placed), input=entries)

    assert answer["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"
    assert placed.user_email not in str(answer)
    placed.refresh_from_db()
    assert placed.metadata == {}


def test_nor_delete(staff, placed, gid):
    assert staff().codes(DELETE, id=gid("Order", placed)) == ["NOT_ALLOWED"]


def test_nor_touch_carts(staff, buyer_li, goods, checkout_of, gid):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))

    assert staff().codes(UPDATE, id=gid("Checkout", checkout), input=[]) == ["NOT_ALLOWED"]


def test_those_who_manage_orders_may(staff, placed, gid):
    entries = [{"key": "erp", "value": "8841"}]

    answer = staff("order.manage_orders").ask(UPDATE, id=gid("Order", placed), input=entries)

    assert answer["data"]["updateMetadata"]["metadataErrors"] == []
    placed.refresh_from_db()
    assert placed.metadata == {"erp": "8841"}


def test_the_older_way_is_gone(staff, placed, gid):
    old = 'mutation { orderUpdateMeta(id: "%s", input: {}) { order { id } } }'

    assert set(staff("order.manage_orders").codes(old % gid("Order", placed))) == {
        "REQUEST_INVALID"
    }
