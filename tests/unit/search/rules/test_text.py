import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.search.rules.text import (
    MAX_QUERY,
    MAX_WORDS,
    Query,
    Word,
    initials_of,
    normalise,
    pinyin_of,
    words_of,
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Bǎo'ān 狗血桃", "baoan狗血桃"),
        ("MAHUA ", "mahua"),
        ("lǜ chá", "lvcha"),
        ("50%_off\\", "50off"),
        ("麻\x00花\u200b", "麻花"),
        ("大冶石雕(尹解元石雕)", "大冶石雕尹解元石雕"),
        ("!?。", ""),
    ],
)
def test_one_spelling_for_what_means_the_same(typed, read):
    assert normalise(typed) == read


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("殷祖 茶", ("殷祖", "茶")),
        ("殷祖 茶,桃/梨", ("殷祖", "茶", "桃", "梨")),
        ("Bao'an blood-flesh", ("baoan", "bloodflesh")),
        ("茶 茶", ("茶",)),
        ("mh?", ("mh",)),
        ("麻\u200b花", ("麻花",)),
        ("a\x00b", ("a", "b")),
        ("%_\\ '", ()),
    ],
)
def test_words_are_parted_by_anything_that_is_not_part_of_one(typed, words):
    assert words_of(typed) == words


def test_long_queries_are_cut_not_refused():
    assert words_of("桃" * 10_000) == ("桃" * MAX_QUERY,)
    assert len(words_of(" ".join("abcdefghijklm"))) == MAX_WORDS


def test_pinyin_keeps_what_is_not_chinese():
    assert pinyin_of("金牛A麻花") == "jinniuamahua"
    assert initials_of("金牛麻花") == "jnmh"


def test_pieces_are_all_runs_of_characters():
    assert Word("金牛麻").pieces == {"金", "牛", "麻", "金牛", "牛麻", "金牛麻"}


@given(st.text(max_size=200))
def test_what_is_looked_up_has_letters_and_digits_only(text):
    query = Query.read(text)

    assert len(query.words) <= MAX_WORDS
    for word in query.every_word:
        assert len(word.text) <= MAX_QUERY
        assert all(unicodedata.category(character)[0] in "LN" for character in word.text)
        assert len(word.pieces) <= MAX_QUERY * 16 + 1
