"""Both GraphQL doors: registered documents, documents of the schema, raw bodies."""

from __future__ import annotations

import json
from typing import Any

from django.core.cache import cache
from graphql.language.ast import OperationDefinition
from hypothesis import strategies as st

from saleor_config.schema import schema
from saleor_config.urls import documents
from tests.security.fuzz.answers import ask
from tests.security.fuzz.runner import run
from tests.security.fuzz.values import ANYTHING, mixed
from tests.security.matrix.operations import _body, _type_of

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
