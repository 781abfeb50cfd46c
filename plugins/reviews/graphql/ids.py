"""Ids as clients send them."""

from __future__ import annotations

import binascii

from graphql_relay import from_global_id

from plugins.kernel.errors import NotFound
from plugins.reviews.errors import ProductNotFound


def key_from(given: str, *, missing: type[NotFound], field: str) -> int:
    """Return the primary key that a plain id names.

    Raises:
        missing: it cannot be one.
    """
    # The database's ids end at 2³¹.
    if given.isascii() and given.isdigit() and len(given) <= 10 and int(given) < 2**31:
        return int(given)
    raise missing(field=field)


def product_key(given: str, *, field: str = "productId") -> int:
    """Return the primary key in Saleor's global id of a product.

    Raises:
        ProductNotFound: it is none.
    """
    try:
        kind, key = from_global_id(given)
    except (binascii.Error, ValueError) as error:
        raise ProductNotFound(field=field) from error
    if kind != "Product":
        raise ProductNotFound(field=field)
    return key_from(key, missing=ProductNotFound, field=field)
