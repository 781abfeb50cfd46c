import pytest
from django.utils.text import slugify
from hypothesis import given
from hypothesis import strategies as st
from saleor.core.utils import generate_unique_slug
from saleor.product.models import Category

from saleor_config.compat.chinese_slugs import HAN, slug_in_pinyin

CREATE = """
mutation Create($name: String!) {
  attributeCreate(input: { name: $name, values: [{ name: "五斤装" }, { name: "十斤装" }] }) {
    attribute { slug values { slug } }
    productErrors { field code }
  }
}"""


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("金牛麻花", "jin-niu-ma-hua"),
        ("殷祖白茶 125g", "yin-zu-bai-cha-125g"),
        ("5斤装(大果)", "5-jin-zhuang-da-guo"),
        ("Tea & Cake", "tea-cake"),
    ],
)
def test_chinese_names_are_read_in_pinyin(name, slug):
    assert slug_in_pinyin(name) == slug


@given(st.text().filter(lambda text: not HAN.search(text)))
def test_other_names_keep_djangos_slug(text):
    assert slug_in_pinyin(text) == slugify(text)


def test_slugs_of_the_same_name_stay_unique(db):
    Category.objects.create(name="麻花", slug=generate_unique_slug(Category(), "麻花"))

    assert generate_unique_slug(Category(), "麻花") == "ma-hua-2"


def test_staff_creates_an_attribute_with_chinese_values(client_of, operator_chen):
    answer = client_of(operator_chen).post(
        "/staff/graphql/", {"query": CREATE, "variables": {"name": "净含量"}}
    )

    created = answer.json()["data"]["attributeCreate"]
    assert created["productErrors"] == []
    assert created["attribute"]["slug"] == "jing-han-liang"
    assert [value["slug"] for value in created["attribute"]["values"]] == [
        "wu-jin-zhuang",
        "shi-jin-zhuang",
    ]
