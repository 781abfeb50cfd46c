from __future__ import annotations

import pytest

from brand_theme.window import rules


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ({6, 7}, "6—7月"),
        ({11, 12, 1, 2}, "11月—次年2月"),
        ({4, 9, 10}, "4月、9—10月"),
        ({3}, "3月"),
        (set(range(1, 13)), "全年"),
        (set(), ""),
    ],
)
def test_season_is_told_in_words(months, words):
    assert rules.season_text(frozenset(months)) == words


def test_season_months_come_from_the_attributes_values():
    assert rules.season_months(["m06", "m12"]) == {6, 12}
    assert rules.season_months(["all-year"]) == set(range(1, 13))
    assert rules.season_months(["m13", "m0", "spring"]) == set()


def test_season_bar_marks_what_is_in_and_what_is_now():
    bar = rules.season_bar(frozenset({6, 7}), this_month=7)

    assert [month.number for month in bar] == list(range(1, 13))
    assert [month.number for month in bar if month.is_in] == [6, 7]
    assert [month.number for month in bar if month.is_now] == [7]


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("切开狗血桃,果肉殷红;香气更足", "切开狗血桃，果肉殷红；香气更足"),
        ("2.5kg(5斤)", "2.5kg（5斤）"),
        ("100g(50g×2)", "100g(50g×2)"),
        ("大冶石雕(尹解元石雕)", "大冶石雕（尹解元石雕）"),
        ("1,280.00 and Bao'an, Hubei", "1,280.00 and Bao'an, Hubei"),
        ("“1+N”是我们的做法:一个公共品牌", "“1+N”是我们的做法：一个公共品牌"),
    ],
)
def test_punctuation_beside_chinese_is_set_in_full_width(typed, set_):
    assert rules.typeset(typed) == set_


def test_seals_are_short():
    assert rules.seals(
        certifications=[("gi-trademark", "地理标志证明商标")], has_heritage=True
    ) == (
        "地标",
        "非遗",
    )
    assert rules.seals(certifications=[("organic", "有机")], has_heritage=False) == ("有机",)


def test_months_have_chinese_names():
    assert [rules.month_name(month) for month in (1, 10, 12)] == ["一月", "十月", "十二月"]
