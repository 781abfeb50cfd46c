import pytest
from saleor.app.models import App


def ask(client, query: str, **body):
    return client.post("/staff/graphql/", {"query": query, **body})


def codes(response) -> list[str]:
    return [error["extensions"]["code"] for error in response.json()["errors"]]


def test_staff_may_ask_anything(client_of, operator_chen):
    response = ask(client_of(operator_chen), "{ shop { name } __schema { queryType { name } } }")

    assert response.json()["data"]["__schema"] == {"queryType": {"name": "Query"}}


def test_app_may_ask_with_its_token(visitor):
    app = App.objects.create(name="erp", is_active=True)
    token = app.tokens.create(name="first").auth_token
    visitor.headers = {"Authorization": f"Bearer {token}"}

    assert "errors" not in ask(visitor, "{ shop { name } }").json()

    app.is_active = False
    app.save()
    assert codes(ask(visitor, "{ shop { name } }")) == ["STAFF_ONLY"]


def test_visitors_and_buyers_are_refused(visitor, client_of, buyer_li):
    for client in (visitor, client_of(buyer_li)):
        response = ask(client, "{ shop { name } }")
        assert (response.status_code, codes(response)) == (401, ["STAFF_ONLY"])


def test_permissions_still_count(client_of, operator_chen):
    operator_chen.is_superuser = False
    operator_chen.save()

    response = ask(client_of(operator_chen), "{ orders(first: 1) { totalCount } }")

    assert codes(response) == ["NOT_ALLOWED"]


@pytest.mark.parametrize("query", ["{", "{ nothing }", "query A { shop { name } } }"])
def test_documents_that_do_not_fit_are_refused(client_of, operator_chen, query):
    response = ask(client_of(operator_chen), query)

    assert response.status_code == 400
    assert set(codes(response)) == {"REQUEST_INVALID"}


def test_federation_is_not_served(client_of, operator_chen):
    for field in ("_service { sdl }", "_entities(representations: []) { __typename }"):
        assert codes(ask(client_of(operator_chen), f"{{ {field} }}")) == ["REQUEST_INVALID"]


def test_batches_are_refused(client_of, operator_chen):
    response = client_of(operator_chen).post("/staff/graphql/", [{"query": "{ shop { name } }"}])

    assert codes(response) == ["BODY_UNREADABLE"]


@pytest.mark.parametrize(
    ("operations", "files_map"),
    [("[1]", "{}"), ("{", "{}"), ("{}", '{"0": ["variables.file"]}'), ('"x"', "{}"), ("{}", "7")],
)
def test_misshapen_uploads_are_refused(client_of, operator_chen, operations, files_map):
    client = client_of(operator_chen)

    response = client.http.post(
        "/staff/graphql/", {"operations": operations, "map": files_map}, headers=client.headers
    )

    assert (response.status_code, codes(response)) == (400, ["BODY_UNREADABLE"])


def nested(levels: int) -> str:
    middle = "products(first: 1) { edges { node { category { " * ((levels - 2) // 4 + 1)
    return (
        "{ categories(first: 1) { edges { node { "
        + middle
        + "id"
        + " } } } }" * ((levels - 2) // 4 + 1)
        + " } } } }"
    )


@pytest.mark.parametrize("levels", [11, 30, 200])
def test_deep_documents_are_refused_before_anything_runs(client_of, operator_chen, levels):
    response = ask(client_of(operator_chen), nested(levels))

    assert (response.status_code, codes(response)) == (400, ["DOCUMENT_TOO_LARGE"])


def test_bottomless_documents_are_refused(client_of, operator_chen):
    response = ask(client_of(operator_chen), "{a" * 40_000)

    assert (response.status_code, codes(response)) == (400, ["BODY_UNREADABLE"])


def test_two_mutations_in_one_document_are_refused(client_of, operator_chen):
    twice = "a: messagesMarkRead { marked } b: messagesMarkRead { marked }"

    response = ask(client_of(operator_chen), "mutation { " + twice + " }")

    assert codes(response) == ["DOCUMENT_TOO_LARGE"]
    assert "变更数 2" in response.json()["errors"][0]["message"]


def test_a_generator_may_read_the_schema(client_of, operator_chen):
    from graphql.utils.introspection_query import introspection_query

    assert "errors" not in ask(client_of(operator_chen), introspection_query).json()
