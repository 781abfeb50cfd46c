"""Row 21: what staff write into descriptions, pages and names cannot act in a browser."""

from __future__ import annotations

import json

import pytest
from graphene import Node
from saleor.page.models import Page
from saleor.product.models import Category, Product

from tests.unit.kernel.test_rich_text import CORPUS, Seen

PAGE = """
mutation Create($input: PageInput!) {
  pageCreate(input: $input) { page { id } pageErrors { field code message } }
}
"""
CATEGORY = """
mutation Create($input: CategoryInput!) {
  categoryCreate(input: $input) { category { id } productErrors { field code message } }
}
"""


@pytest.fixture
def staff(client_of, operator_chen):
    client = client_of(operator_chen)

    def send(query, **variables):
        answer = client.post("/staff/graphql/", {"query": query, "variables": variables}).json()
        assert "errors" not in answer, answer
        return next(iter(answer["data"].values()))

    return send


def test_nothing_of_the_corpus_survives_in_a_page(staff):
    blocks = [{"key": "k", "text": attack, "type": "unstyled"} for attack in CORPUS]
    links = {
        str(number): {"type": "LINK", "mutability": "MUTABLE", "data": {"url": attack}}
        for number, attack in enumerate(["javascript:alert(1)", *CORPUS])
    }
    said = {
        "title": "配送说明",
        "slug": "delivery",
        "content": "".join(attack.replace("\x00", "") for attack in CORPUS),
        "contentJson": json.dumps({"blocks": blocks, "entityMap": links}),
    }

    assert staff(PAGE, input=said)["pageErrors"] == []

    page = Page.objects.get(slug="delivery")
    assert set(Seen(page.content).tags) <= {"a", "p", "table"}
    assert {name for name, _ in Seen(page.content).attributes} <= {"href", "rel", "title"}
    assert [
        block["text"] for block in page.content_json["blocks"] if Seen(block["text"]).tags
    ] == []
    assert page.content_json["entityMap"] == {}


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "a&lt;script&gt;", "坏\u0001字"])
def test_a_name_takes_no_markup(staff, name):
    answer = staff(CATEGORY, input={"name": name})

    [error] = answer["productErrors"]
    assert error["field"] == "name"
    assert "HTML" in error["message"]
    assert Category.objects.count() == 0


def test_fields_deep_in_the_input_are_looked_at_too(staff):
    answer = staff(CATEGORY, input={"name": "茶", "seo": {"title": "<script>x</script>"}})

    assert [error["field"] for error in answer["productErrors"]] == ["title"]


def test_seeds_and_imports_are_cleaned_by_the_field_itself(goods):
    product = goods("金牛麻花", "18.80").product
    product.description_json = {"blocks": [{"text": "<img src=x onerror=x>脆"}], "entityMap": {}}
    product.save()

    product = Product.objects.get(pk=product.pk)
    assert [block["text"] for block in product.description_json["blocks"]] == ["脆"]


def test_every_page_forbids_scripts_that_are_not_ours(visitor, db):
    for path in ("/", "/brand/report/", "/healthz", "/nowhere/", "/graphql/", "/console/login/"):
        response = visitor.http.get(path)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "'unsafe-inline'" not in policy.split("style-src")[0], path
        assert response["X-Content-Type-Options"] == "nosniff", path
        assert response["X-Frame-Options"] == "DENY", path
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert response["Referrer-Policy"], path
        assert "camera=()" in response["Permissions-Policy"], path


def test_metadata_takes_no_markup(staff, goods):
    product = goods("金牛麻花", "18.80").product
    query = """
    mutation Meta($id: ID!, $input: [MetadataInput!]!) {
      updateMetadata(id: $id, input: $input) { metadataErrors { field message } }
    }
    """
    answer = staff(
        query,
        id=Node.to_global_id("Product", product.pk),
        input=[{"key": "a", "value": "<script>x</script>"}],
    )

    product.refresh_from_db()
    assert [error["field"] for error in answer["metadataErrors"]] == ["value"]
    assert product.metadata == {}
