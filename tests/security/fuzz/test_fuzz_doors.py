"""Both GraphQL doors: registered documents, documents of the schema, raw bodies."""

from __future__ import annotations

import json
from typing import Any

from django.core.cache import cache
from graphql.language.ast import OperationDefinition
from graphql.type import GraphQLNonNull
from graphql.type.definition import is_composite_type
from hypothesis import strategies as st

from saleor_config.schema import schema
from saleor_config.urls import documents
from tests.security.fuzz.answers import ask
from tests.security.fuzz.runner import run
from tests.security.fuzz.values import ANYTHING, fitting, mixed
from tests.security.matrix.operations import _body, _inner, _type_of

DOCUMENTS = sorted(
    (each for each in documents.values() if each.is_current), key=lambda each: each.name
)


def variables_of(document: Any) -> st.SearchStrategy[dict[str, Any]]:
    [operation] = [
        each for each in document.ast.definitions if isinstance(each, OperationDefinition)
    ]
    return st.fixed_dictionaries(
        {
            each.variable.name.value: mixed(_type_of(each.type))
            for each in operation.variable_definitions or ()
        }
    )


def test_registered_documents(callers):
    def check(entry, variables):
        name, caller = entry
        cache.clear()
        [document] = [each for each in DOCUMENTS if each.name == name]
        body = {"id": document.id, "variables": variables}
        ask(lambda: callers[caller].post("/graphql/", body))

    cases = [
        ((document.name, caller), variables_of(document))
        for document in DOCUMENTS
        for caller in (("customer",) if document.audience == "customer" else tuple(callers))
    ]
    run("test_registered_documents", cases, check, examples=2)


def test_documents_of_the_schema(staff_caller):
    def check(entry, given):
        kind, name, field = entry
        values = dict(zip(field.args, given, strict=True))
        body = _body(kind, name, field, {f"{name}.{key}": value for key, value in values.items()})
        ask(lambda: staff_caller.post("/staff/graphql/", body))

    roots = {"query": schema.get_query_type(), "mutation": schema.get_mutation_type()}
    cases = [
        ((kind, name, field), st.tuples(*(mixed(each.type) for each in field.args.values())))
        for kind, root in roots.items()
        for name, field in sorted(root.fields.items())
    ]
    run("test_documents_of_the_schema", cases, check, examples=1)


class _Writer:
    """Writes one document, level by level; arguments that are needed become variables."""

    def __init__(self, draw: Any):
        self.draw = draw
        self.head: list[str] = []
        self.values: dict[str, Any] = {}

    def selection(self, kind: Any, levels: int) -> str:
        fields = [
            name
            for name, field in sorted(getattr(kind, "fields", {}).items())
            if levels > 1 or not is_composite_type(_inner(field.type))
        ]
        if not fields:
            return "{ __typename }"
        chosen = self.draw(st.lists(st.sampled_from(fields), min_size=1, max_size=3, unique=True))
        return (
            "{ " + " ".join(self.field(each, kind.fields[each], levels) for each in chosen) + " }"
        )

    def field(self, name: str, field: Any, levels: int) -> str:
        passed = [
            f"{key}: {self.variable(argument.type)}"
            for key, argument in field.args.items()
            if isinstance(argument.type, GraphQLNonNull)
        ]
        if "first" in field.args:
            passed.append("first: 2")
        inner = _inner(field.type)
        below = self.selection(inner, levels - 1) if is_composite_type(inner) else ""
        return f"{name}{'(' + ', '.join(passed) + ')' if passed else ''} {below}"

    def variable(self, kind: Any) -> str:
        name = f"v{len(self.head)}"
        self.head.append(f"${name}: {kind}")
        self.values[name] = self.draw(fitting(kind))
        return f"${name}"


@st.composite
def nested(draw: Any) -> dict[str, Any]:
    writer = _Writer(draw)
    text = writer.selection(schema.get_query_type(), draw(st.integers(2, 8)))
    head = f"({', '.join(writer.head)})" if writer.head else ""
    return {"query": f"query Q{head} {text}", "variables": writer.values}


def test_nested_documents(staff_caller):
    def check(_entry, body):
        cache.clear()
        ask(lambda: staff_caller.post("/staff/graphql/", body))

    run("test_nested_documents", [("staff", nested())], check, examples=40)


JSON_BODIES = st.one_of(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("id", "query", "variables", "operationName", "extensions"), ANYTHING)
    ).map(json.dumps),
    ANYTHING.map(json.dumps),
    st.integers(1, 60_000).map(lambda levels: "[" * levels),
    st.text(alphabet="{}()[]:$@!\"#.,ab \n\x00é", max_size=80).map(
        lambda text: json.dumps({"query": text})
    ),
    st.binary(max_size=200),
)  # fmt: skip
TYPES = st.sampled_from(
    ["application/json", "application/json; charset=utf-16", "application/json; charset=nonsense",
     "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "é", ""]
)  # fmt: skip
TOKENS = st.sampled_from(
    ["", "JWT", "JWT x", "JWT a.b.c", "JWT " + "x" * 5_000, "Bearer", "Bearer \x00", "Basic eDp5",
     "JWT eyJhbGciOiJub25lIn0.e30.", "Bearer é", "JWT \x00.\x00.\x00"]
)  # fmt: skip
MAPS = st.one_of(
    ANYTHING,
    st.dictionaries(
        st.sampled_from(["0", "1", "query", ""]),
        st.lists(st.sampled_from(["variables.a", "variables.a.0", "query", "", "variables.__class__",
                                   "a." * 3_000, "variables.a.99999999999"]), max_size=3),
        max_size=3,
    ),
)  # fmt: skip


def test_raw_bodies(browser, staff_caller):
    def check(entry, given):
        path, known = entry
        body, kind, token = given
        headers = staff_caller.headers if known else {"Authorization": token}
        sent = body if isinstance(body, bytes) else body.encode()
        # Not `post`, which reads the type's charset itself.
        ask(lambda: browser.generic("POST", path, sent, content_type=kind, headers=headers))

    cases = [
        ((path, known), st.tuples(JSON_BODIES, TYPES, TOKENS))
        for path in ("/graphql/", "/staff/graphql/")
        for known in (False, True)
    ]
    run("test_raw_bodies", cases, check, examples=25)


def test_maps_of_uploads(staff_caller):
    def check(_entry, given):
        operations, files_map = (json.dumps(each) for each in given)
        form = {"operations": operations, "map": files_map}
        ask(lambda: staff_caller.http.post("/staff/graphql/", form, headers=staff_caller.headers))

    operations = st.one_of(
        ANYTHING,
        st.fixed_dictionaries({"query": st.just("{ shop { name } }"), "variables": ANYTHING}),
    )
    run("test_maps_of_uploads", [("staff", st.tuples(operations, MAPS))], check, examples=30)
