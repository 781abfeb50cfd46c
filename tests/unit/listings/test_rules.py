"""What a listing must say, may not say, and who decides about which change. No database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.kernel.errors import DomainError
from plugins.listings.errors import ContentInvalid
from plugins.listings.rules.claims import ClaimWarning, unanswered, warnings_in
from plugins.listings.rules.completeness import problems_of
from plugins.listings.rules.content import Content, content_from, price_from, stock_from
from plugins.listings.rules.edits import EditKind, changes_between, edit_kind
from plugins.listings.rules.labels import (
    CertificateDue,
    LabelItem,
    certificate_due,
    missing_items,
    wanted_items,
)
from tests.unit.listings.peaches import PEACH, variant


def found(text: str, *, is_food: bool = True) -> set[tuple[str, str]]:
    return {(each.rule, each.found) for each in warnings_in({"name": text}, is_food=is_food)}


def fields(content: dict, *, is_household: bool = False) -> list[str]:
    return [each.field for each in problems_of(content_from(content), is_household=is_household)]


def test_peach_as_it_should_be_lacks_nothing():
    assert fields(PEACH) == []


@pytest.mark.parametrize(
    ("goods_class", "item"),
    [
        ("fruit", LabelItem.ORIGIN),
        ("bean-products", LabelItem.INGREDIENTS),
        ("pastry", LabelItem.LICENCE),
        ("drink", LabelItem.CAUTION),
        ("craft", LabelItem.MATERIAL),
        ("a class the office adds next year", LabelItem.LICENCE),
    ],
)
def test_each_class_of_goods_has_its_label(goods_class, item):
    label = {each.value: "x" for each in wanted_items(goods_class) if each is not item}

    assert missing_items(goods_class=goods_class, label=label) == [item]


def test_spaces_say_nothing_on_a_label():
    assert LabelItem.ORIGIN in missing_items(goods_class="fruit", label={"origin": "  "})


@pytest.mark.parametrize(
    ("goods_class", "is_household", "due"),
    [
        ("fruit", False, CertificateDue.MUST),
        ("fresh-fish", False, CertificateDue.MUST),
        ("eggs", False, CertificateDue.MUST),
        ("fruit", True, CertificateDue.MAY),
        ("tea", False, CertificateDue.NO),
        ("craft", False, CertificateDue.NO),
    ],
)
def test_certificate_goes_with_fresh_produce_of_businesses(goods_class, is_household, due):
    assert certificate_due(goods_class=goods_class, is_household=is_household) is due


def test_household_may_leave_the_certificate_out_but_not_half_of_it():
    without = {**PEACH, "compliance": {}}
    half = {**PEACH, "compliance": {"basis": "self_test"}}

    assert fields(without) == ["compliance"]
    assert fields(without, is_household=True) == []
    assert fields(half, is_household=True) == ["compliance"]


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("大冶最好吃的桃", "superlative", "最好"),
        ("国家级桃园", "superlative", "国家级"),
        ("全 网 第 一", "superlative", "全网第一"),
        ("顶·级黄桃", "superlative", "顶级"),
        ("清热解毒，能降血压", "disease", "降血压"),
        ("增强免疫力", "disease", "增强免疫力"),
        ("预防感冒", "disease", "预防感"),
        ("大冶市政府推荐", "recommendation", "政府推荐"),
    ],
)
def test_words_of_the_advertising_law_are_found(text, rule, words):
    assert any(each == rule and word.startswith(words[:2]) for each, word in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "最好冷藏后三天内吃完",
        "最佳食用期为到货后两天",
        "最佳赏味期三个月",
        "国家级非遗传承人手作",
        "特级，符合 GB/T 1234",
        "唯一标识码见包装",
        "第一批桃子六月上市",
    ],
)
def test_tips_dates_grades_and_titles_are_no_praise(text):
    assert found(text) == set()


def test_ware_may_be_recommended_but_not_be_the_best():
    assert found("协会推荐的竹篮", is_food=False) == set()
    assert found("顶级竹篮", is_food=False) == {("superlative", "顶级")}


def test_answered_warning_comes_back_when_the_words_or_the_field_differ():
    first = ClaimWarning(field="name", rule="superlative", found="顶级")
    other = ClaimWarning(field="description", rule="superlative", found="顶级")

    assert unanswered([first, other], overruled=[first]) == [other]


def test_price_and_stock_hold_at_once_and_everything_else_is_reviewed():
    assert {each for each in ("price", "stock") if edit_kind(each) is EditKind.AT_ONCE} == {
        "price",
        "stock",
    }
    for field in ("name", "description", "pictures", "standard", "grade", "anything new"):
        assert edit_kind(field) is EditKind.REVIEWED


def test_price_of_a_live_variant_is_no_change_to_review_but_a_new_variant_is():
    before = content_from({**PEACH, "variants": [variant(sku="A1")]})
    dearer = content_from({**PEACH, "variants": [variant(sku="A1", price="99.00", stock=1)]})
    more = content_from({**PEACH, "variants": [variant(sku="A1"), variant(sku="A2")]})
    larger = content_from({**PEACH, "variants": [variant(sku="A1", net_content="3kg")]})

    assert changes_between(before, dearer) == []
    assert [each.field for each in changes_between(before, more)] == ["variants"]
    assert [each.field for each in changes_between(before, larger)] == ["variants"]


@pytest.mark.parametrize(
    "text", ["0", "-1", "1.005", "100000", "NaN", "Infinity", "一元", "", "1e9"]
)
def test_price_that_is_none_is_refused(text):
    with pytest.raises(ContentInvalid):
        price_from(text)


@pytest.mark.parametrize("text", ["-1", "1.5", "", "1000001", "³", "١"])
def test_stock_that_is_no_count_is_refused(text):
    with pytest.raises(ContentInvalid):
        stock_from(text)


@pytest.mark.parametrize(
    "net", ["500g", "约750g", "2.5kg(5斤)", "2只", "1L(500ml×2)", "100g(50g×2)", "4片", "5斤"]
)
def test_net_content_has_a_number_and_a_unit(net):
    assert fields({**PEACH, "variants": [variant(net_content=net)]}) == []


@pytest.mark.parametrize("net", ["", "一箱", "g500", "500", "很多"])
def test_net_content_without_number_or_unit_is_named(net):
    assert fields({**PEACH, "variants": [variant(net_content=net)]}) == ["variant_1"]


def test_empty_draft_can_be_read_and_says_all_that_is_missing():
    missing = fields({})

    assert missing[:3] == ["name", "goods_class", "category"]
    assert {"variants", "pictures"} <= set(missing)


@pytest.mark.parametrize(
    "broken",
    [
        {"name": "x" * 61},
        {"name": ["桃"]},
        {"goods_class": "../etc"},
        {"variants": [{}] * 21},
        {"variants": [{"sku": "a b"}]},
        {"variants": [{"sku": "A1"}, {"sku": "a1"}]},
        {"variants": "none"},
        {"pictures": ["../../secrets"]},
        {"pictures": ["0" * 32] * 9},
        {"attributes": {"season": "m01"}},
        {"compliance": {"issued_on": "tomorrow"}},
        {"compliance": {"basis": "trust me"}},
        {"label": {"origin": 7}},
    ],
)
def test_wrong_form_is_refused_and_the_field_named(broken):
    with pytest.raises(ContentInvalid) as refused:
        content_from(broken)

    assert refused.value.field


def test_what_was_read_is_read_again_as_the_same():
    once = content_from(PEACH)

    assert content_from(once.as_json()) == once


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(raw=st.dictionaries(st.sampled_from([*Content.__dataclass_fields__]), _JSON, max_size=6))
def test_whatever_is_sent_is_read_or_refused_in_words(raw):
    try:
        content = content_from(raw)
    except DomainError as error:
        content = None
        said = (error.message_zh, error.message_en)
    else:
        said = ("read", "read")

    assert all(said)
    assert content is None or content_from(content.as_json()) == content
