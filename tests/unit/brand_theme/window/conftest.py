"""Goods as the window tells them apart: by month, by enterprise, by trade."""

from __future__ import annotations

from decimal import Decimal

import pytest
from saleor.product.models import (
    AssignedProductAttribute,
    Attribute,
    AttributeProduct,
    AttributeValue,
    Collection,
    Product,
)
from saleor.warehouse.models import Stock


@pytest.fixture
def tell(db):
    """Give a product an attribute's values: `tell(product, "season", m06="6月")`."""

    def assign(product: Product, attribute: str, /, **values: str) -> None:
        known, _ = Attribute.objects.get_or_create(slug=attribute, defaults={"name": attribute})
        link, _ = AttributeProduct.objects.get_or_create(
            product_type=product.product_type, attribute=known
        )
        assigned, _ = AssignedProductAttribute.objects.get_or_create(
            product=product, assignment=link
        )
        for slug, name in values.items():
            value, _ = AttributeValue.objects.get_or_create(
                attribute=known, slug=slug, defaults={"name": name}
            )
            assigned.values.add(value)

    return assign


@pytest.fixture
def enterprise(db):
    """Make an enterprise brand over products: `enterprise("金牛老巷", product)`."""

    def make(name: str, *products: Product) -> Collection:
        brand = Collection.objects.create(
            name=name,
            slug=f"brand-{Collection.objects.count() + 1}",
            is_published=True,
            metadata={"kind": "enterprise", "enterprise_kind": "前店后坊"},
            description="<p>老巷里前店后坊。</p>",
        )
        brand.products.add(*products)
        return brand

    return make


@pytest.fixture
def another_size(warehouse):
    """Add a variant: `another_size(product, "两份", "36.00", stock=3)`."""

    def add(product: Product, name: str, price: str, *, stock: int = 3):
        variant = product.variants.create(
            sku=f"{product.slug}-{name}",
            name=name,
            currency="CNY",
            price_override_amount=Decimal(price),
        )
        Stock.objects.create(warehouse=warehouse, product_variant=variant, quantity=stock)
        return variant

    return add
