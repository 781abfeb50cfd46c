import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.search.rules.ranking import Candidate, rank
from plugins.search.rules.terms import Term
from plugins.search.rules.text import Query


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        # Names, short names, pinyin, initials, English.
        ("麻花", ["金牛麻花"]),
        ("mahua", ["金牛麻花"]),
        ("ma hua", ["金牛麻花"]),
        ("Má Huā", ["金牛麻花"]),
        ("mh?", ["金牛麻花", "金牛晏公猕猴桃"]),
        ("狗血桃", ["保安狗血桃"]),
        ("bagxt", ["保安狗血桃"]),
        ("bao an gou xue tao", ["保安狗血桃"]),
        ("桃子", ["保安狗血桃", "大冶龙角山黄桃"]),
        ("peach", ["保安狗血桃", "大冶龙角山黄桃"]),
        ("白茶", ["殷祖白茶"]),
        ("豆豉", ["谈桥豆豉", "灵溪豆豉"]),
        ("tea", ["殷祖白茶"]),
        ("千張", ["谈桥千张", "金牛千张皮"]),
        # Known misspellings, sounds, slips of the finger.
        ("狗血挑", ["保安狗血桃"]),
        ("gouxietao", ["保安狗血桃"]),
        ("豆鼓", ["谈桥豆豉", "灵溪豆豉"]),
        ("麻画", ["金牛麻花"]),
        ("mahau", ["金牛麻花"]),
        ("yinzhubaicha", ["殷祖白茶"]),
        # Words together and apart.
        ("金牛麻画", ["金牛麻花"]),
        ("大冶特产麻花", ["金牛麻花"]),
        ("麻花 正宗", ["金牛麻花"]),
        ("陈贵猕猴桃", ["陈贵红心猕猴桃"]),
        ("殷祖 茶", ["殷祖白茶", "殷祖黄金芽"]),
        ("金牛 豆豉", []),
        # Nothing rather than something else.
        ("福鼎白茶", []),
        ("福鼎 白茶", []),
        ("新款福鼎白茶饼", []),
        ("挂历", []),
        ("手机壳", []),
        ("金牛手机", []),
        ("有机", []),
        ("扶贫", []),
        ("m", []),
        ("%", []),
        ("_", []),
        ("", []),
    ],
)
def test_real_queries(find, typed, found):
    assert find(typed) == found


def test_every_speciality_is_first_for_its_own_name(find, real_terms):
    names = [
        next(term.label for term in terms if term.kind == "name") for terms in real_terms.values()
    ]

    assert len(names) == 45
    assert [find(name)[0] for name in names] == names


def test_every_synonym_finds_its_product(real_terms):
    missed = [
        (slug, term.kind, term.term)
        for slug, terms in real_terms.items()
        for term in terms
        if term.weight > 0
        and not ranked(term.label if term.kind == "english" else term.term, *as_candidates(terms))
    ]

    assert missed == []


def as_candidates(terms: list[Term]) -> list[Candidate]:
    return [candidate(1, term.term, term.kind, term.weight) for term in terms]


def candidate(product_id: int, term: str, kind: str = "name", weight: float = 1.0) -> Candidate:
    return Candidate(product_id=product_id, term=term, kind=kind, weight=weight)


def ranked(text: str, *candidates: Candidate) -> list[int]:
    return rank(Query.read(text), candidates)


def test_exact_then_prefix_then_inside_then_assembled():
    assert ranked(
        "白茶",
        candidate(1, "白"),
        candidate(1, "茶"),
        candidate(2, "安吉白茶"),
        candidate(3, "白茶饼"),
        candidate(4, "白茶"),
    ) == [4, 3, 2, 1]


def test_weight_counts_within_a_tier_and_ties_keep_the_older_first():
    assert ranked(
        "茶",
        candidate(7, "茶", "broader", 0.4),
        candidate(5, "茶", "synonym", 0.9),
        candidate(3, "茶", "broader", 0.4),
    ) == [5, 3, 7]


def test_guesses_show_only_when_nothing_is_sure():
    homophone = candidate(1, "mahua")
    sure = candidate(2, "麻画")

    assert ranked("麻画", homophone) == [1]
    assert ranked("麻画", homophone, sure) == [2]


def test_all_words_must_match_the_same_product():
    split = (candidate(1, "金牛", "town"), candidate(2, "麻花"))

    assert ranked("金牛 麻花", *split) == []
    assert ranked("金牛 麻花", *split, candidate(3, "金牛", "town"), candidate(3, "麻花")) == [3]


@pytest.mark.parametrize("kind", ["category", "collection", "attribute"])
def test_half_of_a_category_is_no_match(kind):
    assert ranked("桃", candidate(1, "桃与梨", kind)) == []
    assert ranked("桃与梨", candidate(1, "桃与梨", kind)) == [1]


def test_an_enterprise_is_found_from_its_first_characters_only():
    enterprise = candidate(1, "沼山桃社", "enterprise")

    assert ranked("沼山", enterprise) == [1]
    assert ranked("桃", enterprise) == []


letters = st.text(alphabet="麻花桃茶maghu 1", max_size=8)


@given(
    st.text(max_size=80) | letters,
    st.lists(
        st.tuples(
            st.integers(1, 4),
            letters.filter(bool),
            st.sampled_from(
                ["name", "typo", "town", "category", "pinyin_initials", "not_the_same"]
            ),
            st.floats(0, 1),
        ),
        max_size=12,
    ),
)
def test_whatever_is_typed_the_answer_is_some_of_the_products_each_once(text, rows):
    candidates = [candidate(*row) for row in rows]

    found = ranked(text, *candidates)

    assert set(found) <= {each.product_id for each in candidates if each.weight > 0}
    assert len(found) == len(set(found))
    assert found == ranked(text, *reversed(candidates))
