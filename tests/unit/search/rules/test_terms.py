from plugins.search.rules.terms import ProductFacts, Synonym, terms_of


def terms(facts: ProductFacts) -> dict[str, tuple[str, float, str]]:
    return {term.term: (term.kind, term.weight, term.label) for term in terms_of(facts)}


def test_a_product_without_synonyms_is_found_by_name_and_pinyin():
    assert terms(ProductFacts(name="金牛麻花")) == {
        "金牛麻花": ("name", 1.0, "金牛麻花"),
        "jinniumahua": ("name", 0.8, "金牛麻花"),
        "jnmh": ("pinyin_initials", 0.4, "金牛麻花"),
    }


def test_a_term_said_twice_keeps_its_highest_weight():
    facts = ProductFacts(
        name="茶",
        categories=("茶",),
        synonyms=(Synonym(canonical="茶", text="cha", kind="broader", weight=0.95),),
    )

    assert terms(facts)["茶"] == ("name", 1.0, "茶")
    assert terms(facts)["cha"] == ("broader", 0.95, "cha")


def test_what_it_is_not_prevails_over_everything_else():
    not_the_same = Synonym(canonical="殷祖白茶", text="老白茶", kind="not_the_same", weight=0.0)
    synonym = Synonym(canonical="殷祖白茶", text="老白茶", kind="synonym", weight=0.9)

    for synonyms in ((not_the_same, synonym), (synonym, not_the_same)):
        found = terms(ProductFacts(name="殷祖白茶", synonyms=synonyms))
        assert found["老白茶"] == ("not_the_same", 0.0, "殷祖白茶")


def test_a_misspelling_is_shown_as_what_was_meant_and_not_spelled_out():
    typo = Synonym(canonical="保安狗血桃", text="狗血逃", kind="typo", weight=0.9)

    found = terms(ProductFacts(name="保安狗血桃", synonyms=(typo,)))

    assert found["狗血逃"] == ("typo", 0.9, "保安狗血桃")
    assert "gouxuetao" not in found


def test_the_pinyin_of_a_town_is_still_a_town():
    assert terms(ProductFacts(name="麻花", towns=("金牛镇",)))["jinniuzhen"] == (
        "town",
        0.48,
        "金牛镇",
    )


def test_a_name_of_punctuation_gives_no_empty_term():
    assert terms(ProductFacts(name="……")) == {}
