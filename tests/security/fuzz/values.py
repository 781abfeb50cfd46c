"""Values that fit a type, and values that nobody should send."""

from __future__ import annotations

from typing import Any

import graphene
from graphql.type import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull
from hypothesis import strategies as st

from tests.security.matrix.operations import SCALARS

KINDS = ("Order", "User", "Address", "Product", "ProductVariant", "Checkout", "App", "Shop", "x")
IDS = st.builds(
    graphene.Node.to_global_id,
    st.sampled_from(KINDS),
    st.sampled_from(
        ["1", "0", "-1", "99999999999999999999", "9" * 5000, "²", "x", "", "1.5", "1' --"]
    ),
)
NASTY = st.sampled_from(
    ["", " ", "\x00", "a\x00b", "\ud800", "x\udfff", "x" * 20_000, "大" * 5_000, "-1", "1e999",
     "NaN", "Infinity", "' OR 1=1 --", "<script>alert(1)</script>", "../../../etc/passwd",
     "%00%ff", "{{7*7}}", "\u202eabc", "T3JkZXI=", "====", "9" * 400, "9" * 5000, "²", "０１２", "2026-13-45",
     "0001-01-01", "9999-12-31T23:59:59.999999+14:00", "https://user@127.0.0.1:9/", "javascript:x"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=30), NASTY, IDS)
NUMBERS = st.one_of(
    st.sampled_from([0, 1, -1, 2**31 - 1, 2**31, -(2**31) - 1, 2**63, 10**30, 1.5, -0.0]),
    st.sampled_from([float("nan"), float("inf"), float("-inf"), 1e308]),
    st.integers(-100, 10_000),
)


def _deep(levels: int, inside: Any) -> Any:
    for _ in range(levels):
        inside = [inside]
    return inside


ANYTHING = st.one_of(
    TEXTS,
    NUMBERS,
    st.none(),
    st.booleans(),
    st.builds(_deep, st.integers(1, 60), st.sampled_from([None, 1, "x", {}])),
    st.lists(st.one_of(TEXTS, NUMBERS), max_size=4),
    st.dictionaries(st.sampled_from(["id", "key", "__class__", "x", ""]), NUMBERS, max_size=2),
    st.just([0] * 500),
)


def fitting(kind: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values whose JSON fits the type, with contents that may still be absurd."""
    if isinstance(kind, GraphQLNonNull):
        return fitting(kind.of_type, depth)
    if isinstance(kind, GraphQLList):
        return st.lists(fitting(kind.of_type, depth + 1), max_size=3)
    if isinstance(kind, GraphQLEnumType):
        return st.sampled_from([value.name for value in kind.values])
    if isinstance(kind, GraphQLInputObjectType):
        return _input(kind, depth) if depth < 4 else st.just({})
    return {
        "Int": st.one_of(st.integers(-5, 120), st.sampled_from([2**31 - 1, -(2**31)])),
        "Float": NUMBERS,
        "Boolean": st.booleans(),
        "ID": IDS,
        "UUID": st.uuids().map(str),
        "Decimal": st.decimals(allow_nan=True).map(str),
        "Date": st.dates().map(str),
        "DateTime": st.datetimes().map(lambda at: at.isoformat() + "+08:00"),
        "JSONString": st.sampled_from(["{}", "[]", "{", "null", '"x"']),
    }.get(kind.name, st.one_of(TEXTS, st.just(SCALARS.get(kind.name))))


def _input(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    needed, others = {}, {}
    for name, field in kind.fields.items():
        into = needed if isinstance(field.type, GraphQLNonNull) else others
        into[name] = fitting(field.type, depth + 1)
    return st.fixed_dictionaries(needed, optional=others)


def mixed(kind: Any) -> st.SearchStrategy[Any]:
    """Three of four fit the type, so that resolvers are reached; one is anything."""
    fits = fitting(kind)
    return st.integers(0, 3).flatmap(lambda dice: ANYTHING if dice == 3 else fits)
