"""The baseline is asked what the shop is asked, as far as Saleor alone knows it."""

import pytest
from graphql import parse
from graphql.validation import validate
from saleor.graphql.api import schema

from saleor_config.bench.sides import document_texts

ASKED = ("ProductList", "ProductDetail", "CheckoutCreate", "CheckoutShippingMethodUpdate")


@pytest.mark.parametrize("name", ASKED)
def test_saleor_alone_can_answer_what_both_sides_are_asked(name):
    assert [str(error) for error in validate(schema, parse(document_texts()[name]))] == []
