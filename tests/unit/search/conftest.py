from __future__ import annotations

from decimal import Decimal

import pytest
from saleor.product.models import (
    AssignedProductAttribute,
    Attribute,
    AttributeProduct,
    AttributeValue,
    Category,
    Product,
    ProductType,
)

from plugins.search.rules.ranking import Candidate, rank
from plugins.search.rules.terms import ProductFacts, Term, terms_of
from plugins.search.rules.text import Query
from plugins.search.services.index_rebuild import index_rebuild
from plugins.search.synonyms import synonyms_by_slug
from tests.fixtures.licences import carry_brand
from tests.unit.search.catalogue_rows import Speciality, line_of, names, specialities


@pytest.fixture(scope="session")
def real_terms() -> dict[str, list[Term]]:
    """Every speciality's terms by its slug; no database."""
    return {
        each.slug: terms_of(
            ProductFacts(
                name=each.name,
                categories=tuple(names("categories.csv")[slug] for slug in line_of(each.category)),
                towns=(names("towns.csv")[each.town],),
                enterprises=(names("enterprises.csv")[each.enterprise],),
                synonyms=synonyms_by_slug().get(each.slug, ()),
            )
        )
        for each in specialities()
    }


@pytest.fixture(scope="session")
def find(real_terms):
    """Names of the specialities that a query finds, best first: `find("麻花")`."""
    numbered = dict(enumerate(real_terms.values(), start=1))
    candidates = [
        Candidate(product_id=number, term=term.term, kind=term.kind, weight=term.weight)
        for number, terms in numbered.items()
        for term in terms
    ]

    def find(text: str) -> list[str]:
        return [specialities()[number - 1].name for number in rank(Query.read(text), candidates)]

    return find


class Shelf:
    """Puts specialities into the database, with their category, town and enterprise."""

    def __init__(self) -> None:
        self.kind = ProductType.objects.create(name="特产", slug="speciality")
        self.attributes = {
            slug: Attribute.objects.create(name=name, slug=slug)
            for slug, name in (("origin-town", "产地"), ("enterprise", "企业品牌"))
        }
        for attribute in self.attributes.values():
            AttributeProduct.objects.create(attribute=attribute, product_type=self.kind)

    def put(self, speciality: Speciality, *, is_published: bool = True) -> Product:
        product = Product.objects.create(
            name=speciality.name,
            slug=speciality.slug,
            product_type=self.kind,
            category=self.category(speciality.category),
            price_amount=Decimal("18.80"),
            currency="CNY",
            is_published=is_published,
        )
        carry_brand([product])
        self.say(product, "origin-town", speciality.town, names("towns.csv"))
        self.say(product, "enterprise", speciality.enterprise, names("enterprises.csv"))
        return product

    def category(self, slug: str) -> Category:
        parent = None
        for each in reversed(line_of(slug)):
            parent, _ = Category.objects.get_or_create(
                slug=each, defaults={"name": names("categories.csv")[each], "parent": parent}
            )
        assert parent is not None
        return parent

    def say(self, product: Product, attribute: str, slug: str, texts: dict[str, str]) -> None:
        value, _ = AttributeValue.objects.get_or_create(
            attribute=self.attributes[attribute], slug=slug, defaults={"name": texts[slug]}
        )
        assigned = AssignedProductAttribute.objects.create(
            product=product,
            assignment=AttributeProduct.objects.get(attribute=self.attributes[attribute]),
        )
        assigned.values.add(value)


@pytest.fixture
def shelf(db) -> Shelf:
    return Shelf()


@pytest.fixture
def put(shelf):
    """Put specialities on sale by slug, indexed: `put("jinniu-mahua")`."""
    by_slug = {each.slug: each for each in specialities()}

    def put(*slugs: str, is_published: bool = True) -> list[Product]:
        products = [shelf.put(by_slug[slug], is_published=is_published) for slug in slugs]
        index_rebuild()
        return products

    return put
