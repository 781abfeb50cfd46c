"""A later capability fills the slots of a product's page; until then they are empty."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import RequestFactory

from plugins.kernel.provenance import ProvenanceCard, ProvenanceKind, provenance_of

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


def card(kind: ProvenanceKind, title: str) -> ProvenanceCard:
    return ProvenanceCard(
        kind=kind, title=title, words="六月三十日采摘", path="/pages/trace/lot?code=a1"
    )


class Orchard:
    """Knows the household and then the lot of every second product."""

    asked: list[list[int]] = []

    def cards(self, *, product_ids, at):
        self.asked.append(sorted(product_ids))
        return {
            product_id: [
                card(ProvenanceKind.HOUSEHOLD, "周家湾"),
                card(ProvenanceKind.TRACE, f"批次 {product_id}"),
            ]
            for product_id in product_ids
            if product_id % 2 == 0
        }


@pytest.fixture
def declared(monkeypatch):
    """Declare the orchard as a capability would, in its `apps.py`."""
    monkeypatch.setattr(Orchard, "asked", [])
    config = apps.get_app_config("mall_brand")
    monkeypatch.setattr(type(config), "provenance", (f"{__name__}.Orchard",))
    cache.clear()
    yield
    cache.clear()


def test_nothing_is_asked_while_nobody_declares(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert provenance_of(product_ids=[1, 2], at=NOW) == {1: (), 2: ()}


def test_a_source_is_asked_once_for_all_and_its_answers_are_kept(declared):
    found = provenance_of(product_ids=[1, 2, 4], at=NOW)
    provenance_of(product_ids=[2, 1, 6], at=NOW)

    assert [each.title for each in found[2]] == ["批次 2", "周家湾"]
    assert found[1] == ()
    assert Orchard.asked == [[1, 2, 4], [6]]


@pytest.mark.parametrize(
    "path", ["https://elsewhere.example/", "//elsewhere.example/", "/console/", "javascript:1", "/pages/x#y", ""]
)  # fmt: skip
def test_a_card_opens_pages_of_the_mini_shop_alone(path):
    with pytest.raises(ValueError, match="no page of the mini-shop"):
        ProvenanceCard(kind=ProvenanceKind.TRACE, title="批次", words="", path=path)


def test_a_products_page_shows_them(declared, visitor, goods):
    goods("金牛麻花", "18.80")
    peach = goods("保安狗血桃", "49.90").product
    slugs = {product.pk: product.slug for product in type(peach).objects.all()}

    told = {
        pk: visitor.data("ShopGood", slug=slug)["shopGood"]["provenance"]
        for pk, slug in slugs.items()
    }

    for pk, cards in told.items():
        kinds = [each["kind"] for each in cards]
        assert kinds == (["TRACE", "HOUSEHOLD"] if pk % 2 == 0 else [])


def test_a_list_of_products_asks_once(declared, goods, db):
    from saleor_config.schema import schema  # built once, by whoever needs it first

    for name in ("麻花", "桃", "莲子"):
        goods(name, "10.00")
    request = RequestFactory().post("/")
    request.user, request.app = AnonymousUser(), None

    answer = schema.execute(
        "{ products(first: 3) { edges { node { provenance { title } } } } }", context_value=request
    )

    assert not answer.errors
    assert len(answer.data["products"]["edges"]) == 3
    assert len(Orchard.asked) == 1
