import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.addresses.errors import (
    AddressRefused,
    AreaNotServed,
    DivisionAmbiguous,
    DivisionMissing,
    DivisionUnknown,
)
from plugins.addresses.rules.finding import division_find
from plugins.addresses.selectors import gazetteer


def find(province="", city="", county=""):
    return division_find(gazetteer(), province=province, city=city, county=county)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (("湖北省", "黄石市", "大冶市"), "420281"),
        (("湖北", "黄石", "大冶"), "420281"),
        ((" 湖北省 ", "黄石市", "大冶市"), "420281"),
        (("湖北省", "大冶市"), "420281"),
        (("湖北", "大冶"), "420281"),
        (("", "黄石市", "大冶市"), "420281"),
        (("", "大冶市"), "420281"),
        (("湖北省", "", "大冶市"), "420281"),
        (("北京市", "北京市", "东城区"), "110101"),
        (("北京市", "市辖区", "东城区"), "110101"),
        (("北京", "东城区"), "110101"),
        (("重庆市", "县", "城口县"), "500229"),
        (("湖北省", "仙桃市"), "429004"),
        (("湖北省", "仙桃市", "仙桃市"), "429004"),
        (("湖北省", "省直辖县级行政区划", "仙桃市"), "429004"),
        (("湖北", "神农架"), "429021"),
        (("广东省", "东莞市"), "441900"),
        (("广东省", "东莞市", "东莞市"), "441900"),
        (("海南省", "儋州"), "460400"),
        (("湖北省", "恩施土家族苗族自治州", "恩施市"), "422801"),
        (("湖北省", "恩施州", "恩施市"), "422801"),
        (("湖北省", "恩施市"), "422801"),
        (("广西", "桂林", "龙胜"), "450328"),
        (("内蒙古", "呼和浩特", "新城区"), "150102"),
        (("新疆", "伊犁州", "伊宁县"), "654021"),
        (("吉林", "吉林", "船营"), "220204"),
        (("江苏省", "徐州市", "铜山县"), "320312"),
        (("广东省", "汕尾市", "城区"), "441502"),
    ],
)
def test_division_is_found_under_the_names_people_use(fields, code):
    place = find(*fields)

    assert (place.division.code, place.locality) == (code, "")


@pytest.mark.parametrize(
    ("fields", "code", "locality"),
    [
        (("广东省", "东莞市", "长安镇"), "441900", "长安镇"),
        (("湖北省", "仙桃市", "沔城镇"), "429004", "沔城镇"),
        (("湖北省", "大冶市", "金牛镇"), "420281", "金牛镇"),
    ],
)
def test_town_in_the_countys_field_is_kept(fields, code, locality):
    place = find(*fields)

    assert (place.division.code, place.locality) == (code, locality)


@pytest.mark.parametrize(
    ("fields", "field", "first_choice"),
    [
        ((), "country_area", "北京市"),
        (("湖北省",), "city", "武汉市"),
        (("湖北省", "黄石市"), "city_area", "黄石港区"),
        (("湖北省", "恩施"), "city_area", "恩施市"),
        (("北京市", "北京市"), "city_area", "东城区"),
        (("北京市", "市辖区"), "city", "北京市"),
    ],
)
def test_fields_that_stop_short_are_told_what_to_choose(fields, field, first_choice):
    with pytest.raises(DivisionMissing) as refusal:
        find(*fields)

    assert refusal.value.field == field
    assert refusal.value.params["choices"][0] == first_choice


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        (("火星",), "country_area", "全国没有“火星”。"),
        (("湖北省", "长沙市"), "city", "湖北省没有“长沙市”。"),
        (("湖北省", "黄石市", "高新区"), "city_area", "黄石市没有“高新区”。"),
        (("湖北省", "武汉市", "大冶市"), "city_area", "武汉市没有“大冶市”。"),
        (("河北省", "承德市", "不存在县"), "city_area", "承德市没有“不存在县”。"),
        (("湖北省", "", "长沙县"), "city_area", "湖北省没有“长沙县”。"),
    ],
)
def test_unknown_place_is_named_with_where_it_was_sought(fields, field, message):
    with pytest.raises(DivisionUnknown) as refusal:
        find(*fields)

    assert refusal.value.field == field
    assert refusal.value.message_zh.startswith(message)
    assert refusal.value.params["choices"]


@pytest.mark.parametrize(
    ("fields", "choices"),
    [
        (("", "", "朝阳区"), ("北京市朝阳区", "吉林省长春市朝阳区")),
        (("", "朝阳区"), ("北京市朝阳区", "吉林省长春市朝阳区")),
        (
            ("新疆", "伊犁", "伊宁"),
            ("新疆维吾尔自治区伊犁哈萨克自治州伊宁市", "新疆维吾尔自治区伊犁哈萨克自治州伊宁县"),
        ),
    ],
)
def test_place_that_exists_twice_asks_which(fields, choices):
    with pytest.raises(DivisionAmbiguous) as refusal:
        find(*fields)

    assert set(refusal.value.params["choices"]) == set(choices)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        (("台湾省", "台北市"), "country_area"),
        (("香港特别行政区",), "country_area"),
        (("澳门",), "country_area"),
        (("福建省", "泉州市", "金门县"), "city_area"),
    ],
)
def test_area_without_delivery_says_so(fields, field):
    with pytest.raises(AreaNotServed) as refusal:
        find(*fields)

    assert refusal.value.field == field


def test_every_served_division_is_found_under_its_official_names():
    served = [
        d for d in gazetteer().leaves if d.code not in {"710000", "810000", "820000", "350527"}
    ]

    lost = [d.code for d in served if find(d.province, d.city, d.county).division != d]

    assert lost == []


def test_choices_in_a_message_are_cut_but_kept_for_clients():
    with pytest.raises(DivisionMissing) as refusal:
        find("湖北省")

    assert "随州市…" in refusal.value.message_zh
    assert len(refusal.value.params["choices"]) == 17


FIELD = st.text(alphabet="湖北省黄石市大冶恩施朝阳承德吉林东莞县区直辖 -/\u202da", max_size=6)


@given(province=FIELD, city=FIELD, county=FIELD)
def test_any_fields_are_found_or_refused_with_a_field(province, city, county):
    try:
        found = find(province, city, county)
    except AddressRefused as refusal:
        found = refusal

    if isinstance(found, AddressRefused):
        assert found.field in {"country_area", "city", "city_area"}
    else:
        assert gazetteer().is_leaf(found.division)
