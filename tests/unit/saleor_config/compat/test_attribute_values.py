import pytest
from saleor.product.models import Attribute

CREATE = """
mutation ($values: [AttributeValueCreateInput]) {
  attributeCreate(input: {name: "规格", slug: "size", values: $values}) {
    attribute { values { slug } }
    productErrors { field code }
  }
}
"""


def test_an_attribute_is_created_with_its_values(execute, operator_chen):
    values = [{"name": "Small box"}, {"name": "Gift box"}]

    answer = execute(CREATE, user=operator_chen, values=values)

    assert answer["attributeCreate"] == {
        "attribute": {"values": [{"slug": "small-box"}, {"slug": "gift-box"}]},
        "productErrors": [],
    }


@pytest.mark.parametrize("twin", ["Gift box", "gift BOX"])
def test_two_equal_values_are_refused(execute, operator_chen, twin):
    values = [{"name": "Gift box"}, {"name": twin}]

    answer = execute(CREATE, user=operator_chen, values=values)

    errors = answer["attributeCreate"]["productErrors"]
    assert errors == [{"field": "values", "code": "UNIQUE"}]
    assert not Attribute.objects.filter(slug="size").exists()
