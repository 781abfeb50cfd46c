"""Pages of a list in the shape of Relay's connections, newest first."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import graphene
from django.db.models import QuerySet

from plugins.kernel.errors import InvalidInput

LONGEST_PAGE = 50
DEFAULT_PAGE = 10


class CursorInvalid(InvalidInput):
    code = "CURSOR_INVALID"
    zh = "翻页位置无效。"
    en = "The cursor cannot be used."
    remedy_zh = "请从第一页重新翻起。"
    remedy_en = "Start again with the first page."


class ListPageInfo(graphene.ObjectType):
    has_next_page = graphene.Boolean(required=True, description="Whether more follow.")
    end_cursor = graphene.String(description="Where the next page begins; null on an empty page.")

    class Meta:
        description = "Where a page of a list ends."


@dataclass
class Edge:
    node: Any
    cursor: str


@dataclass(frozen=True)
class ListPage:
    """One page: what the types made by `connection_of` resolve."""

    edges: list[Edge]
    page_info: ListPageInfo
    count: Callable[[], int]


def connection_of(node: type, *, name: str) -> type:
    """Make the connection type of a node type; `totalCount` is counted when asked for."""
    edge = type(
        f"{name}Edge",
        (graphene.ObjectType,),
        {
            "node": graphene.Field(node, required=True, description="The thing itself."),
            "cursor": graphene.String(required=True, description="Its place in the list."),
            "Meta": type("Meta", (), {"description": f"One of a list of {name}."}),
        },
    )
    return type(
        f"{name}List",
        (graphene.ObjectType,),
        {
            "edges": graphene.List(
                graphene.NonNull(edge), required=True, description="What is on this page."
            ),
            "page_info": graphene.Field(ListPageInfo, required=True, description="Where it ends."),
            "total_count": graphene.Int(required=True, description="How many there are in all."),
            "resolve_total_count": staticmethod(lambda page, _info: page.count()),
            "Meta": type("Meta", (), {"description": f"A page of {name}."}),
        },
    )


def paged(connection: type, description: str, **arguments: Any) -> graphene.Field:
    """Declare a field that is a page of `connection`."""
    return graphene.Field(
        connection,
        first=graphene.Int(
            default_value=DEFAULT_PAGE, description=f"How many, at most {LONGEST_PAGE}."
        ),
        after=graphene.String(description="`endCursor` of the page before."),
        required=True,
        description=description,
        **arguments,
    )


def page_of(
    rows: QuerySet[Any],
    *,
    first: int | None,
    after: str | None,
    node: Callable[[Any], Any] = lambda row: row,
) -> ListPage:
    """Read one page by descending primary key; `node` makes a node of each row.

    Raises:
        CursorInvalid: `after` is no cursor of ours.
    """
    size = min(max(DEFAULT_PAGE if first is None else first, 1), LONGEST_PAGE)
    rows = rows.order_by("-pk")
    following = rows.filter(pk__lt=_key_in(after)) if after else rows
    found = list(following[: size + 1])
    edges = [Edge(node=node(row), cursor=_cursor(row.pk)) for row in found[:size]]
    info = ListPageInfo(
        has_next_page=len(found) > size, end_cursor=edges[-1].cursor if edges else None
    )
    return ListPage(edges=edges, page_info=info, count=rows.count)


def _cursor(key: int) -> str:
    return base64.urlsafe_b64encode(f"after:{key}".encode()).decode()


def _key_in(cursor: str) -> int:
    try:
        kind, _, key = base64.urlsafe_b64decode(cursor.encode()).decode().partition(":")
    except (binascii.Error, ValueError) as error:
        raise CursorInvalid(field="after") from error
    if kind != "after" or not (key.isascii() and key.isdigit() and len(key) <= 18):
        raise CursorInvalid(field="after")
    return int(key)
