"""What the shop may not say, and that it does not."""

from __future__ import annotations

import pytest

from catalog_seed.tables import catalogue_from
from catalog_seed.wording import forbidden_word, sentences_of


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("国家级好物", "国家级"),
        ("湖北最佳", "最佳"),
        ("销量第一", "第一"),
        ("喝了能治疗感冒", "治疗"),
        ("养生好茶", "养生"),
        ("六月当季采摘", None),
    ],
)
def test_forbidden_word_is_found(text, word):
    assert forbidden_word(text) == word


def test_sentences_end_at_full_stops_and_questions():
    assert sentences_of("好吃吗?好吃!六月摘。") == ["好吃吗?", "好吃!", "六月摘。"]


def test_nothing_the_shop_says_is_forbidden():
    catalogue = catalogue_from()
    texts = [
        str(value)
        for name in type(catalogue).__dataclass_fields__
        if name != "synonyms"
        for row in getattr(catalogue, name)
        for value in row.model_dump().values()
        if isinstance(value, str)
    ]

    assert len(texts) > 2000
    assert {text: forbidden_word(text) for text in texts if forbidden_word(text)} == {}
