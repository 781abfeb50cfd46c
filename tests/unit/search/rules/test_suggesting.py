import pytest

from plugins.search.rules.suggesting import suggest
from plugins.search.rules.text import Query


@pytest.fixture(scope="module")
def offer(real_terms):
    terms = [term for each in real_terms.values() for term in each]
    return lambda prefix, limit=3: suggest(Query.read(prefix).whole, terms, limit=limit)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("麻", ["麻花", "麻饼", "金牛麻花"]),
        ("mah", ["麻花"]),
        ("mahu", ["麻花", "金牛麻花", "油麻花"]),
        ("狗血挑", ["保安狗血桃"]),
        ("bagx", ["保安狗血桃"]),
        ("葡", ["葡萄", "大冶富硒葡萄", "鲜葡萄"]),
        ("老白", []),
        ("挂历", []),
    ],
)
def test_half_a_word_brings_up_whole_ones(offer, typed, offered):
    assert offer(typed) == offered


def test_one_letter_is_enough_to_begin_with(offer):
    assert len(offer("m", 8)) == 8


def test_never_more_than_asked_for(offer):
    assert len(offer("大冶", 2)) == 2
    assert offer("大冶", 0) == []
    assert offer("大冶", -1) == []
