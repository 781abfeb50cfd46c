"""Row 10: five log-ins, three hundred codes or a thousand selections in one request."""

import pytest


@pytest.mark.parametrize("path", ["/graphql/", "/staff/graphql/"])
def test_batches_are_refused(client_of, operator_chen, path):
    response = client_of(operator_chen).post(path, [{"query": "{ shop { name } }"}] * 2)

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BODY_UNREADABLE"


@pytest.mark.parametrize(
    "query",
    [
        "{" + " ".join(f"a{n}: shop {{ name }}" for n in range(31)) + "}",
        "{" + "shop { name } " * 501 + "}",
        "{ products(first: 100) { edges { node { variants { id } collections { products(first: 100)"
        " { edges { node { id images { id } category { products(first: 3) { totalCount } } }"
        " } } } } } } }",
        'mutation { a: attributeUnassign(operations: [], productTypeId: "x") { errors { field } }'
        ' b: attributeUnassign(operations: [], productTypeId: "x") { errors { field } } }',
    ],
)
def test_each_limit_plus_one_is_refused(staff, query):
    assert staff("product.manage_products").codes(query) == ["DOCUMENT_TOO_LARGE"]


def test_large_bodies_are_refused(client_of, operator_chen):
    response = client_of(operator_chen).post("/staff/graphql/", {"query": "#" * 100_001})

    assert response.json()["errors"][0]["extensions"]["code"] == "BODY_UNREADABLE"
