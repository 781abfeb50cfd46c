"""Five thousand digits pass `isdecimal`, and Python reads no more than 4,300."""

from __future__ import annotations

import graphene
import pytest

LONG = "9" * 5000


@pytest.mark.parametrize(
    ("document", "variables", "code"),
    [
        ("CheckoutFill", lambda key: {"lines": [{"variantId": key, "quantity": 1}]}, "NO_LONGER_SOLD"),
        ("ShopCart", lambda key: {"variantIds": [key]}, "VARIANT_UNKNOWN"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", [LONG, "²", "٣"])
def test_ids_of_such_numbers_name_nothing(client_of, buyer_li, document, variables, code, number):
    key = graphene.Node.to_global_id("ProductVariant", number)

    answer = client_of(buyer_li).send(document, **variables(key)).json()

    told = answer.get("errors") or answer["data"]["checkoutFill"]["errors"]
    assert [error.get("code") or error["extensions"]["code"] for error in told] == [code]
