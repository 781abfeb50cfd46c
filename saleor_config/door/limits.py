"""How much one document may ask, counted before it is validated or run.

Validation alone can take minutes on a hostile document, and Saleor's resolvers
never end on a deep one. Validation reads all that is written, so all of it counts:
operations that will not run and fragments that nobody spreads as well. It compares
every two fields of one name in one place, and every two fragments beside each other.

Everything here is linear in the text's length: each fragment is measured once, however
often it is spread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql.language import ast

from plugins.kernel.errors import InvalidInput
from plugins.kernel.numbers import whole_number

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
        repeats: how often one name stands in one place at most.
        parts: what else is written: operations, fragments, variables, arguments, directives.
        writes: mutations, of what is run.
        cost: objects that may come back: the page sizes along each path, multiplied; of what
            is run.
    """

    depth: int = 0
    selections: int = 0
    aliases: int = 0
    repeats: int = 0
    parts: int = 0
    writes: int = 0
    cost: int = 0

    def beside(self, other: Size) -> Size:
        return Size(
            max(self.depth, other.depth),
            self.selections + other.selections,
            self.aliases + other.aliases,
            max(self.repeats, other.repeats),
            self.parts + other.parts,
            self.writes + other.writes,
            self.cost + other.cost,
        )


#: Introspection by GraphiQL and code generators is 13 deep; schema dumps need that and no more.
INTROSPECTION_DEPTH = 15
STAFF_LIMITS = Size(
    depth=10, selections=1_000, aliases=30, repeats=20, parts=500, writes=1, cost=20_000
)
#: Registered documents are ours; only the page sizes in their variables are the caller's.
PUBLIC_LIMITS = replace(STAFF_LIMITS, depth=12, cost=5_000)
WORDS = {
    "depth": ("层数", "levels"),
    "selections": ("字段数", "selections"),
    "aliases": ("别名数", "aliases"),
    "repeats": ("同名字段数", "fields of one name"),
    "parts": ("参数、变量、指令与片段数", "arguments, variables, directives and fragments"),
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


#: What is answered under one name in one place, and how often it is asked for.
Names = Counter[str]


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
        self.measured: dict[str, tuple[Size, Names]] = {}
        self.open: set[str] = set()

    def measure(self, operation: str | None) -> Size:
        """Return the size of the document; of what may come back, the named operation's alone.

        Where none is named, or none has the name, any may be run.
        """
        is_known = operation in {_name_of(node) for node in self.operations}
        total = Size()
        for node in self.operations:
            size = self._operation(node)
            if is_known and _name_of(node) != operation:
                size = replace(size, writes=0, cost=0)
            total = total.beside(size)
        for name in self.fragments.keys() - self.measured.keys():  # validated too
            size, _ = self._fragment(name)
            total = total.beside(replace(size, writes=0, cost=0))
        return total

    def _operation(self, node: ast.OperationDefinition) -> Size:
        size, _ = self._selection_set(node.selection_set)
        if node.operation != "mutation":
            size = replace(size, writes=0)
        written = 1 + len(node.variable_definitions or ()) + _directives(node)
        return size.beside(Size(parts=written))

    def _selection_set(self, selection_set: ast.SelectionSet | None) -> tuple[Size, Names]:
        total, names = Size(), Names()
        for node in selection_set.selections if selection_set else ():
            size, inside = self._selection(node)
            total = total.beside(size)
            names.update(inside)
        return total.beside(Size(repeats=max(names.values(), default=0))), names

    def _selection(self, node: ast.Node) -> tuple[Size, Names]:
        if isinstance(node, ast.Field):
            answered = node.alias or node.name
            return self._field(node), Names({answered.value: 1})
        if isinstance(node, ast.FragmentSpread):
            size, names = self._fragment(node.name.value)
        else:
            size, names = self._selection_set(node.selection_set)
        return size.beside(Size(parts=1 + _directives(node))), names

    def _field(self, node: ast.Field) -> Size:
        inner, _ = self._selection_set(node.selection_set)
        page = self._page(node)
        return Size(
            depth=inner.depth + 1,
            selections=inner.selections + 1,
            aliases=inner.aliases + (node.alias is not None),
            repeats=inner.repeats,
            parts=inner.parts + len(node.arguments or ()) + _directives(node),
            writes=1,  # counts where the field stands at the top of a mutation
            cost=page * max(inner.cost, 1) if node.selection_set else 0,
        )

    def _fragment(self, name: str) -> tuple[Size, Names]:
        if name in self.open:
            raise FragmentsCircular(name=name)
        if name not in self.measured:
            fragment = self.fragments.get(name)
            self.open.add(name)
            size, names = self._selection_set(fragment.selection_set if fragment else None)
            written = 1 + (_directives(fragment) if fragment else 0)
            self.measured[name] = size.beside(Size(parts=written)), names
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
            number: Any = whole_number(value.value)
        elif isinstance(value, ast.Variable):
            number = self.variables.get(value.name.value)
        else:
            number = None
        if isinstance(number, int) and not isinstance(number, bool):
            return max(number, 1)
        return LONGEST_PAGE


def _name_of(operation: ast.OperationDefinition) -> str:
    return operation.name.value if operation.name is not None else ""


def _directives(node: Any) -> int:
    """Return how many directives a node has, with their arguments."""
    directives: Iterable[ast.Directive] = node.directives or ()
    return sum(1 + len(each.arguments or ()) for each in directives)


def _introspects(document: ast.Document) -> bool:
    """Whether every operation asks about the schema alone."""
    roots = [
        node
        for definition in document.definitions
        if isinstance(definition, ast.OperationDefinition)
        for node in definition.selection_set.selections
    ]
    return all(isinstance(node, ast.Field) and node.name.value in INTROSPECTION for node in roots)
