"""Every operation there is, with arguments that fit its types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql.language.ast import ListType, NamedType, NonNullType, OperationDefinition
from graphql.type import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
)
from graphql.type.definition import is_composite_type

from saleor_config.schema import schema
from saleor_config.urls import documents

PUBLIC, STAFF = "/graphql/", "/staff/graphql/"
#: By the name of a scalar, when no example in the world of the test is known for the argument.
SCALARS: Mapping[str, Any] = {
    "Int": 1,
    "Float": 1.0,
    "Boolean": True,
    "String": "x",
    "ID": "Tm90aGluZzox",
    "UUID": "00000000-0000-4000-8000-000000000000",
    "Decimal": "1.00",
    "Date": "2026-07-01",
    "DateTime": "2026-07-01T12:00:00+08:00",
    "JSONString": "{}",
    "WeightScalar": 1,
    "Upload": None,
    "GenericScalar": None,
}
#: Without its picture an upload is refused before anybody is asked for permissions.
PICTURES = {"staff mutation productImageCreate": "variables.input.image"}


@dataclass(frozen=True)
class Operation:
    """One thing somebody may ask.

    Attributes:
        name: unique, e.g. `public OrderPlace` or `staff mutation orderCancel`.
        body: what is sent.
        picture_at: where in it a picture is uploaded, if one is needed.
    """

    name: str
    path: str
    body: Mapping[str, Any]

    @property
    def picture_at(self) -> str:
        return PICTURES.get(self.name, "")


def every_operation(examples: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield all registered documents and every root field of the schema.

    Args:
        examples: values for arguments, by `Document.variable` or by the variable's name.
    """
    for document in sorted(documents.values(), key=lambda each: each.name):
        if document.is_current:
            [node] = [
                each for each in document.ast.definitions if isinstance(each, OperationDefinition)
            ]
            variables = {
                each.variable.name.value: _example(
                    examples, document.name, each.variable.name.value, _type_of(each.type)
                )
                for each in node.variable_definitions or ()
            }
            body = {"id": document.id, "variables": variables}
            yield Operation(f"public {document.name}", PUBLIC, body)
    roots = {"query": schema.get_query_type(), "mutation": schema.get_mutation_type()}
    for kind, root in roots.items():
        for name, field in sorted(root.fields.items()):
            yield Operation(f"staff {kind} {name}", STAFF, _body(kind, name, field, examples))


def _body(kind: str, name: str, field: Any, examples: Mapping[str, Any]) -> dict[str, Any]:
    needed = {
        key: argument.type
        for key, argument in field.args.items()
        if isinstance(argument.type, GraphQLNonNull) or f"{name}.{key}" in examples
    }
    if "first" in field.args:
        needed["first"] = field.args["first"].type
    head = ", ".join(f"${key}: {kind}" for key, kind in needed.items())
    passed = ", ".join(f"{key}: ${key}" for key in needed)
    selection = _selection(_inner(field.type))
    query = (
        f"{kind} M{f'({head})' if head else ''} "
        f"{{ {name}{f'({passed})' if passed else ''}{selection} }}"
    )
    values = {key: _example(examples, name, key, kind) for key, kind in needed.items()}
    return {"query": query, "variables": values}


def _selection(kind: Any) -> str:
    """Ask for the codes of refusals, where a payload has them."""
    if not is_composite_type(kind):
        return ""
    told = [
        name
        for name, field in getattr(kind, "fields", {}).items()
        if "code" in getattr(_inner(field.type), "fields", {})
        and (name == "errors" or name.endswith("Errors"))
    ]
    return " { __typename " + " ".join(f"{name} {{ code }}" for name in told) + " }"


def _inner(kind: Any) -> Any:
    while isinstance(kind, (GraphQLNonNull, GraphQLList)):
        kind = kind.of_type
    return kind


def _type_of(node: Any) -> Any:
    if isinstance(node, NonNullType):
        return GraphQLNonNull(_type_of(node.type))
    if isinstance(node, ListType):
        return GraphQLList(_type_of(node.type))
    assert isinstance(node, NamedType)
    return schema.get_type(node.name.value)


def _example(examples: Mapping[str, Any], owner: str, name: str, kind: Any) -> Any:
    for key in (f"{owner}.{name}", name):
        if key in examples:
            return examples[key]
    return _value(kind)


def _value(kind: Any) -> Any:
    if isinstance(kind, GraphQLNonNull):
        return _value(kind.of_type)
    if isinstance(kind, GraphQLList):
        return [] if isinstance(kind.of_type, GraphQLInputObjectType) else [_value(kind.of_type)]
    if isinstance(kind, GraphQLEnumType):
        return kind.values[0].name
    if isinstance(kind, GraphQLInputObjectType):
        return {
            name: _value(field.type)
            for name, field in kind.fields.items()
            if isinstance(field.type, GraphQLNonNull)
        }
    assert isinstance(kind, GraphQLScalarType), kind
    return SCALARS[kind.name]
