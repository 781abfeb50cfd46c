"""How much one document may ask, counted before it is validated or run.

Validation alone can take minutes on a hostile document, and Saleor's resolvers
never end on a deep one. Everything here is linear in the text's length: each
fragment is measured once, however often it is spread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql.language import ast

from plugins.kernel.errors import InvalidInput

#: What a connection returns at most when the caller names no number.
LONGEST_PAGE = 100
PAGE_ARGUMENTS = ("first", "last")
INTROSPECTION = ("__schema", "__type")


class DocumentTooLarge(InvalidInput):
    code = "DOCUMENT_TOO_LARGE"
    zh = "请求过于复杂:{what_zh} {found},上限 {most}。"
    en = "The document asks too much: {found} {what_en}, {most} at most."
    remedy_zh = "请拆成几次请求。"
    remedy_en = "Split it into several requests."


class FragmentsCircular(InvalidInput):
    code = "FRAGMENTS_CIRCULAR"
    zh = "片段 {name} 引用了自身。"
    en = "The fragment {name} contains itself."
    remedy_zh = "请去掉循环引用。"
    remedy_en = "Remove the circle."


@dataclass(frozen=True)
class Size:
    """What a document asks.

    Attributes:
        depth: fields inside fields, fragments expanded.
        selections: fields after expansion of all fragments.
        aliases: of them, those under another name.
        writes: mutations.
        cost: objects that may come back: the page sizes along each path, multiplied.
    """

    depth: int = 0
    selections: int = 0
    aliases: int = 0
    writes: int = 0
    cost: int = 0

    def beside(self, other: Size) -> Size:
        return Size(
            max(self.depth, other.depth),
            self.selections + other.selections,
            self.aliases + other.aliases,
            self.writes + other.writes,
            self.cost + other.cost,
        )


#: Introspection by GraphiQL and code generators is 13 deep; schema dumps need that and no more.
INTROSPECTION_DEPTH = 15
STAFF_LIMITS = Size(depth=10, selections=1_000, aliases=30, writes=1, cost=20_000)
#: Registered documents are ours; only the page sizes in their variables are the caller's.
PUBLIC_LIMITS = Size(depth=12, selections=1_000, aliases=30, writes=1, cost=5_000)
WORDS = {
    "depth": ("层数", "levels"),
    "selections": ("字段数", "selections"),
    "aliases": ("别名数", "aliases"),
    "writes": ("变更数", "mutations"),
    "cost": ("预计对象数", "objects"),
}


def refuse_oversized(
    document: ast.Document,
    variables: Mapping[str, Any],
    operation: str | None,
    limits: Size = STAFF_LIMITS,
) -> Size:
    """Return the size of what would be run.

    Raises:
        DocumentTooLarge: something exceeds `limits`.
        FragmentsCircular: a fragment contains itself.
    """
    size = Ruler(document, variables).measure(operation)
    if _introspects(document):
        limits = replace(limits, depth=INTROSPECTION_DEPTH)
    for name, (what_zh, what_en) in WORDS.items():
        found, most = getattr(size, name), getattr(limits, name)
        if found > most:
            raise DocumentTooLarge(what_zh=what_zh, what_en=what_en, found=found, most=most)
    return size


class Ruler:
    """Measures one document with its variables."""

    def __init__(self, document: ast.Document, variables: Mapping[str, Any]):
        self.variables = variables
        self.operations = [
            node for node in document.definitions if isinstance(node, ast.OperationDefinition)
        ]
        self.fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, ast.FragmentDefinition)
        }
        self.measured: dict[str, Size] = {}
        self.open: set[str] = set()

    def measure(self, operation: str | None) -> Size:
        """Return the size of the named operation, or of all when none is named.

        All operations of a document are validated, so all of them count then.
        """
        chosen = [
            node
            for node in self.operations
            if operation is None or (node.name is not None and node.name.value == operation)
        ]
        total = Size()
        for node in chosen or self.operations:
            size = self._selection_set(node.selection_set)
            if node.operation != "mutation":
                size = replace(size, writes=0)
            total = total.beside(size)
        for name in self.fragments:  # validated too, spread or not
            self._fragment(name)
        return total

    def _selection_set(self, selection_set: ast.SelectionSet | None) -> Size:
        total = Size()
        for node in selection_set.selections if selection_set else ():
            total = total.beside(self._selection(node))
        return total

    def _selection(self, node: ast.Node) -> Size:
        if isinstance(node, ast.Field):
            return self._field(node)
        if isinstance(node, ast.FragmentSpread):
            return self._fragment(node.name.value)
        return self._selection_set(node.selection_set)

    def _field(self, node: ast.Field) -> Size:
        inner = self._selection_set(node.selection_set)
        page = self._page(node)
        return Size(
            depth=inner.depth + 1,
            selections=inner.selections + 1,
            aliases=inner.aliases + (node.alias is not None),
            writes=1,  # counts where the field stands at the top of a mutation
            cost=page * max(inner.cost, 1) if node.selection_set else 0,
        )

    def _fragment(self, name: str) -> Size:
        if name in self.open:
            raise FragmentsCircular(name=name)
        if name not in self.measured:
            fragment = self.fragments.get(name)
            self.open.add(name)
            self.measured[name] = self._selection_set(fragment.selection_set if fragment else None)
            self.open.discard(name)
        return self.measured[name]

    def _page(self, node: ast.Field) -> int:
        """Return how many objects a page of this field holds at most; 1 when it has no pages."""
        for argument in node.arguments or ():
            if argument.name.value in PAGE_ARGUMENTS:
                return self._number(argument.value)
        return 1

    def _number(self, value: ast.Node) -> int:
        if isinstance(value, ast.IntValue):
            number: Any = int(value.value)
        elif isinstance(value, ast.Variable):
            number = self.variables.get(value.name.value)
        else:
            number = None
        if isinstance(number, int) and not isinstance(number, bool):
            return max(number, 1)
        return LONGEST_PAGE


def _introspects(document: ast.Document) -> bool:
    """Whether every operation asks about the schema alone."""
    roots = [
        node
        for definition in document.definitions
        if isinstance(definition, ast.OperationDefinition)
        for node in definition.selection_set.selections
    ]
    return all(isinstance(node, ast.Field) and node.name.value in INTROSPECTION for node in roots)
