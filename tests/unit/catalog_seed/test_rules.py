from __future__ import annotations

from types import SimpleNamespace

from catalog_seed.rules import MEMBERS, as_draftjs, as_html, attributes_of, season_values

PEACH = SimpleNamespace(
    town="baoan",
    enterprise="zhaoshan-taoshe",
    season_months=(6, 7),
    storage="fresh",
    delivery="express",
    shelf_life="d5",
    certification="gi-trademark",
    heritage=None,
    extra=(("kind", "peach"),),
    plan_named=True,
)
BOX = SimpleNamespace(net_content="4000g", package="gift", grade="large")
CARTON = SimpleNamespace(net_content="2500g", package="carton", grade="medium")


def test_attributes_of_a_product():
    assert attributes_of(PEACH, [CARTON, BOX]) == {
        "storage": ("fresh",),
        "delivery": ("express",),
        "shelf-life": ("d5",),
        "certification": ("gi-trademark",),
        "kind": ("peach",),
        "enterprise": ("zhaoshan-taoshe",),
        "origin-town": ("baoan",),
        "season": ("m06", "m07"),
        "tag": ("plan-named", "geographical-indication", "gift-box"),
    }


def test_product_with_nothing_to_tag_has_no_tags():
    plain = SimpleNamespace(**{**vars(PEACH), "certification": None, "plan_named": False})

    assert "tag" not in attributes_of(plain, [CARTON])


def test_all_year_is_one_word():
    assert season_values(tuple(range(1, 13))) == ("all-year",)
    assert season_values((12, 1)) == ("m12", "m01")


def test_collections_are_filled_by_rule():
    assert {name for name, rule in MEMBERS.items() if rule(PEACH, [CARTON])} == {
        "all",
        "plan_named",
        "certified",
    }
    assert MEMBERS["gift_box"](PEACH, [CARTON, BOX])


def test_html_is_escaped():
    assert as_html(["甲 < 乙", "丙"]) == "<p>甲 &lt; 乙</p><p>丙</p>"


def test_editor_blocks_have_distinct_keys_and_plain_text():
    blocks = as_draftjs(["一。", "二。"])["blocks"]

    assert [block["text"] for block in blocks] == ["一。", "二。"]
    assert len({block["key"] for block in blocks}) == 2
