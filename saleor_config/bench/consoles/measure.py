"""Time and queries of a page, asked through Django's whole stack in this process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.core.paginator import Paginator
from django.db import connection
from django.test import Client

from brand_theme.console.objects import ReadOnlyModelAdmin
from brand_theme.console.sites import console_site, enterprise_site

FEW, MANY = 10, 100


@dataclass
class Figures:
    """What was measured of one page.

    Attributes:
        seconds: of each request.
        queries: of one request as people open it.
        few, many: queries of a page of 10 and of one of 100 rows.
    """

    status: int
    seconds: list[float] = field(default_factory=list)
    queries: int = 0
    few: int = 0
    many: int = 0

    @property
    def median_ms(self) -> float:
        return statistics.median(self.seconds) * 1000

    @property
    def p95_ms(self) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))] * 1000

    @property
    def grows(self) -> bool:
        return self.many > self.few


@dataclass
class Tally:
    """Counts queries; the connection calls it for each."""

    count: int = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def browser_of(user: Any) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def queries_of(client: Client, url: str) -> tuple[int, int]:
    """Return status and number of queries of one request."""
    tally = Tally()
    with connection.execute_wrapper(tally):
        status = client.get(url).status_code
    return status, tally.count


@contextmanager
def pages_of(rows: int) -> Iterator[None]:
    """Have every list of both consoles show so many rows."""
    begin = Paginator.__init__

    def begin_with(self: Paginator, object_list: Any, per_page: Any, *args: Any, **kw: Any) -> None:
        begin(self, object_list, rows, *args, **kw)

    admins = [*console_site._registry.values(), *enterprise_site._registry.values()]
    with ExitStack() as stack:
        stack.enter_context(patch.object(Paginator, "__init__", begin_with))
        for admin in admins:
            if isinstance(admin, ReadOnlyModelAdmin):
                stack.enter_context(patch.object(admin, "list_per_page", rows))
        yield


def measure(client: Client, url: str, *, times: int) -> Figures:
    """Ask a page once to warm up, then so often; then with few and with many rows."""
    status, _ = queries_of(client, url)
    figures = Figures(status=status)
    if status != 200:
        return figures
    _, figures.queries = queries_of(client, url)
    for _ in range(times):
        began = time.perf_counter()
        client.get(url)
        figures.seconds.append(time.perf_counter() - began)
    with pages_of(FEW):
        _, figures.few = queries_of(client, url)
    with pages_of(MANY):
        _, figures.many = queries_of(client, url)
    return figures
