"""Ids as clients send them."""

from __future__ import annotations

import binascii

from graphql_relay import from_global_id

from plugins.coupons.errors import GoodsNotFound
from plugins.kernel.errors import NotFound


def key_from(given: str, *, missing: type[NotFound], field: str) -> int:
    """Return the primary key that a plain id names.

    Raises:
        missing: it cannot be one.
    """
    # The database's ids end at 2³¹.
    if given.isascii() and given.isdigit() and len(given) <= 10 and int(given) < 2**31:
        return int(given)
    raise missing(field=field)


def product_key(given: str) -> int:
    """Return the primary key in Saleor's global id of a product.

    Raises:
        GoodsNotFound: it is none.
    """
    try:
        kind, key = from_global_id(given)
    except (binascii.Error, ValueError) as error:
        raise GoodsNotFound(field="productId") from error
    if kind != "Product":
        raise GoodsNotFound(field="productId")
    return key_from(key, missing=GoodsNotFound, field="productId")
