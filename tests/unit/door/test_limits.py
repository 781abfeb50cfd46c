import pytest
from graphql import parse
from graphql.utils.introspection_query import introspection_query
from hypothesis import given
from hypothesis import strategies as st

from saleor_config.door.limits import (
    STAFF_LIMITS,
    DocumentTooLarge,
    FragmentsCircular,
    Ruler,
    refuse_oversized,
)

PARTS = "arguments, variables, directives and fragments"


def size(text: str, operation: str | None = None, **variables):
    return Ruler(parse(text), variables).measure(operation)


def nested(levels: int) -> str:
    return "{" + "a{" * (levels - 1) + "b" + "}" * levels


def refused(text: str, operation: str | None = None, **variables) -> str:
    with pytest.raises(DocumentTooLarge) as error:
        refuse_oversized(parse(text), variables, operation)
    return error.value.params["what_en"]


def test_a_document_is_measured_with_its_fragments_expanded():
    text = "{ a: x { ...F } b { ...F } } fragment F on T { one { two } other: three }"

    found = size(text)

    assert (found.depth, found.selections, found.aliases) == (3, 8, 3)


def test_pages_multiply():
    text = "query($n: Int) { a(first: 10) { b(last: $n) { c } } d(first: 3) { e } }"

    assert size(text, n=20).cost == 10 * 20 + 3
    assert size(text).cost == 10 * 100 + 3  # no number: the longest page


@pytest.mark.parametrize("number", [True, "7", None, -5, [1]])
def test_odd_page_sizes_never_make_it_cheaper(number):
    assert size("query($n: Int) { a(first: $n) { b } }", n=number).cost >= 1


def test_ten_levels_pass_and_eleven_do_not():
    assert refuse_oversized(parse(nested(10)), {}, None).depth == 10
    assert refused(nested(11)) == "levels"
    assert refused(nested(30)) == "levels"


def test_levels_cannot_hide_in_fragments():
    text = "{ a { ...F } } fragment F on T " + nested(10)

    assert refused(text) == "levels"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{" + " ".join(f"a{n}: b" for n in range(31)) + "}", "aliases"),
        ("{" + " ".join(f"b{n}" for n in range(1001)) + "}", "selections"),
        ("query A { a } query B {" + " ".join(f"b{n}" for n in range(1000)) + "}", "selections"),
        ("{ a } fragment F on T {" + " ".join(f"b{n}" for n in range(1000)) + "}", "selections"),
        ("{ a {" + "b " * 21 + "} }", "fields of one name"),
        ("{ a {" + "... on T { b } " * 21 + "} }", "fields of one name"),
        ("{ a { ...F ...F ...F } } fragment F on T {" + "b " * 7 + "}", "fields of one name"),
        ("{ a " + "@skip(if: false) " * 251 + "}", PARTS),
        ("{ a(" + " ".join(f"b{n}: 1" for n in range(501)) + ") }", PARTS),
        ("query Q(" + " ".join(f"$v{n}: Int" for n in range(501)) + ") { a }", PARTS),
        (" ".join(f"query Q{n} {{ a }}" for n in range(501)), PARTS),
        ("{ a } " + " ".join(f"fragment F{n} on T {{ a }}" for n in range(501)), PARTS),
        ("mutation { a { b } c { d } }", "mutations"),
        ("mutation { a { b } ... on Mutation { c { d } } }", "mutations"),
        ("mutation { ...F ...F } fragment F on Mutation { a { b } }", "mutations"),
        ("{ a(first: 100) { b(first: 100) { c(first: 3) { d } } } }", "objects"),
        ("{ a(first: 999999999) { b } }", "objects"),
    ],
)
def test_each_limit_plus_one_is_refused(text, what):
    assert refused(text) == what


def test_limits_themselves_pass():
    refuse_oversized(parse("{" + " ".join(f"a{n}: b" for n in range(30)) + "}"), {}, None)
    refuse_oversized(parse("{" + " ".join(f"b{n}" for n in range(1000)) + "}"), {}, None)
    refuse_oversized(parse("{" + "b " * 20 + "}"), {}, None)
    refuse_oversized(parse("mutation { a { b } }"), {}, None)
    refuse_oversized(parse("{ a(first: 100) { b(first: 100) { c(first: 2) { d } } } }"), {}, None)


def test_a_billion_laughs_are_measured_at_once():
    rings = " ".join(f"fragment F{n} on T {{ ...F{n + 1} ...F{n + 1} }}" for n in range(200))
    text = f"{{ ...F0 }} {rings} fragment F200 on T {{ a }}"

    assert refused(text) == "selections"  # one by one it would be 2**200 steps


def test_what_is_not_run_hides_nothing_from_the_limits():
    """Validation reads it all the same: 4,000 equal fields took it minutes."""
    assert refused("query A { a } query B { c {" + "b " * 4000 + "} }", "A") == "selections"
    assert refused("query A { a } fragment F on T {" + "b " * 4000 + "}", "A") == "selections"


def test_circles_are_refused():
    with pytest.raises(FragmentsCircular):
        size("{ ...A } fragment A on T { ...B } fragment B on T { ...A }")


def test_what_may_come_back_is_of_the_operation_that_runs_and_of_all_when_none_is_named():
    text = "query A { a } query B { b { c } }"

    assert size(text, "A").selections == size(text).selections == 3
    pages = "query A { a(first: 2) { x } } mutation B { b(first: 3) { x } }"
    assert (size(pages, "A").cost, size(pages, "A").writes) == (2, 0)
    assert (size(pages).cost, size(pages).writes) == (5, 1)
    assert size(pages, "Unknown").cost == 5


def test_introspection_of_a_code_generator_passes():
    refuse_oversized(parse(introspection_query), {}, None)


def test_introspection_beside_something_else_gets_no_extra_depth():
    text = "{ __schema { types { name } } " + nested(11)[1:]

    assert refused(text) == "levels"


@given(st.integers(1, 12), st.integers(1, 40), st.integers(1, 300))
def test_what_passes_is_within_every_limit(depth, aliases, page):
    text = f"{{ {' '.join(f'a{n}: b' for n in range(aliases))} x(first: {page}) {nested(depth)} }}"
    try:
        found = refuse_oversized(parse(text), {}, None)
    except DocumentTooLarge:
        return
    assert found.depth <= STAFF_LIMITS.depth
    assert found.aliases <= STAFF_LIMITS.aliases
    assert found.cost <= STAFF_LIMITS.cost
