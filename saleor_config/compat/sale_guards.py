"""Goods that may not be sold are not shown and not put into carts.

Symptom: Saleor knows one condition for what buyers see, publication. Goods
without the right to be sold stay listed, found and addable; by slug even
unpublished goods are answered, and a cart with one hidden good in it cannot be
read, so the good cannot be removed either.
Cause: `saleor/core/models.py`, `PublishedQuerySet.published`, asks for
publication alone; `saleor/graphql/product/resolvers.py`, `resolve_product_by_slug`,
asks for nothing; `saleor/graphql/checkout/mutations.py`, `check_lines_quantity`,
asks for stock; `ProductByIdLoader`, which serves the lines of carts, answers
null for a field that must not be null.

`plugins.kernel.sale_guards` is what decides. Every list of products for buyers
goes through `Product.objects.published()`: the catalogue's queries, search, the
window, and the storefront's pages of categories and collections.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from .targets import mends, replace, restore


@mends("saleor.product.models")
def mend_lists(module: ModuleType) -> None:
    from plugins.kernel.sale_guards import sellable

    publication = module.ProductsQueryset.published

    def published(self: Any) -> Any:
        return publication(self).filter(sellable(at=timezone.now()))

    restore(module.ProductsQueryset, "published", published)


@mends("saleor.graphql.product.schema")
def mend_product_by_slug(module: ModuleType) -> None:
    from saleor.graphql.utils import get_user_or_app_from_context
    from saleor.product.models import Product

    original = module.ProductQueries.resolve_product

    def resolve_product(
        self: Any, info: Any, id: str | None = None, slug: str | None = None
    ) -> Any:
        if id or not slug:
            return original(self, info, id=id, slug=slug)
        caller = get_user_or_app_from_context(info.context)
        return Product.objects.visible_to_user(caller).filter(slug=slug).first()

    replace(module.ProductQueries, "resolve_product", resolve_product)


@mends("saleor.graphql.product.dataloaders.products")
def mend_lines_of_carts(module: ModuleType) -> None:
    """Whoever holds a line in cart or order may read what it is, listed or not."""

    def batch_load(self: Any, keys: Sequence[int]) -> list[Any]:
        products = module.Product.objects.in_bulk(keys)
        return [products.get(key) for key in keys]

    replace(module.ProductByIdLoader, "batch_load", batch_load)


@mends("saleor.graphql.checkout.mutations")
def mend_carts(module: ModuleType) -> None:
    from plugins.kernel.sale_guards import SaleForbidden, require_sellable

    original = module.check_lines_quantity

    def check_lines_quantity(variants: Any, quantities: Any, country: Any) -> None:
        """Lines set to nothing are on their way out of the cart: always allowed."""
        wanted = [variant for variant, count in zip(variants, quantities, strict=True) if count > 0]
        names = {variant.product_id: variant.product.name for variant in wanted}
        try:
            require_sellable(names, at=timezone.now())
        except SaleForbidden as error:
            code = module.CheckoutErrorCode.PRODUCT_NOT_PUBLISHED.value
            refusal = ValidationError(error.message_zh, code=code)
            raise ValidationError({"lines": refusal}) from error
        original(variants, quantities, country)

    replace(module, "check_lines_quantity", check_lines_quantity)
