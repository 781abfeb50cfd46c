from collections import Counter

import pytest

from plugins.addresses.rules.divisions import NOT_SERVED, Level
from plugins.addresses.selectors import gazetteer


def test_list_has_every_official_division():
    levels = Counter(division.level for division in gazetteer().divisions)

    # 333 prefectures and 4 municipalities, and 32 cities that are a province's own.
    assert levels == {Level.PROVINCE: 34, Level.CITY: 369, Level.COUNTY: 2814}


def test_every_place_that_is_served_has_a_postcode():
    bare = [
        division.full_name
        for division in gazetteer().divisions
        if division.city and not division.postcode
    ]

    assert bare == []


@pytest.mark.parametrize(
    ("code", "names", "postcode"),
    [
        ("420281", ("湖北省", "黄石市", "大冶市"), "435100"),
        ("420202", ("湖北省", "黄石市", "黄石港区"), "435000"),
        ("420222", ("湖北省", "黄石市", "阳新县"), "435200"),
        ("110101", ("北京市", "北京市", "东城区"), "100010"),
        ("500229", ("重庆市", "重庆市", "城口县"), "405900"),
        ("429004", ("湖北省", "仙桃市", ""), "433000"),
        ("429021", ("湖北省", "神农架林区", ""), "442400"),
        ("441900", ("广东省", "东莞市", ""), "523000"),
        ("442000", ("广东省", "中山市", ""), "528400"),
        ("653228", ("新疆维吾尔自治区", "和田地区", "和康县"), "848000"),
    ],
)
def test_division_is_listed_as_shoppers_know_it(code, names, postcode):
    division = gazetteer().get(code)

    assert (division.province, division.city, division.county) == names
    assert division.postcode == postcode


def test_no_bracket_of_the_official_list_is_offered():
    names = {division.name for division in gazetteer().divisions}

    assert not {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"} & names


def test_picker_leads_from_hubei_to_daye():
    provinces = gazetteer().children_of()
    cities = gazetteer().children_of("420000")
    counties = gazetteer().children_of("420200")

    assert len(provinces) == 31
    assert [city.name for city in cities[-4:]] == ["仙桃市", "潜江市", "天门市", "神农架林区"]
    assert [county.name for county in counties] == [
        "黄石港区", "西塞山区", "下陆区", "铁山区", "阳新县", "大冶市",
    ]  # fmt: skip


def test_picker_shows_one_city_in_a_municipality():
    assert [city.name for city in gazetteer().children_of("310000")] == ["上海市"]


def test_picker_leaves_out_what_is_not_served():
    offered = {d.code for parent in ("", "350500") for d in gazetteer().children_of(parent)}

    assert not offered & NOT_SERVED


def test_unknown_parent_has_no_children():
    assert gazetteer().children_of("999999") == ()


@pytest.mark.parametrize(
    ("given", "postcode"),
    [
        ("", "435100"),
        ("435199", "435199"),
        ("430000", "430000"),
        ("000000", "435100"),
        ("100010", "435100"),
        ("43510", "435100"),
        ("43510０", "435100"),
    ],
)
def test_postcode_is_the_given_one_only_where_it_is_possible(given, postcode):
    daye = gazetteer().get("420281")

    assert gazetteer().postcode_for(daye, given) == postcode
