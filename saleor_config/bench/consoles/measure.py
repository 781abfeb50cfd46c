"""Time and queries of a page, asked through Django's whole stack in this process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client

from brand_theme.console.objects import ReadOnlyModelAdmin
from brand_theme.console.sites import console_site, enterprise_site
from saleor_config.bench.consoles.figures import Figures

FEW, MANY = 10, 100


@dataclass
class Tally:
    """Counts queries; the connection calls it for each."""

    count: int = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


class Work:
    """Seconds that this process and the database's have worked for us, whoever else works.

    On a machine with other programs a page waits for them too; what it costs itself
    is what an idle machine would need. None where the database is elsewhere.
    """

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self._file = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
        self._known = settings.DATABASE_IS_EMBEDDED and self._file.exists()

    def seconds(self) -> float | None:
        if not self._known:
            return None
        database = int(self._file.read_text().split()[0]) / 1e9
        return time.process_time() + database


def browser_of(user: Any) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
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
    work = Work()
    for _ in range(times):
        began, before = time.perf_counter(), work.seconds()
        client.get(url)
        figures.seconds.append(time.perf_counter() - began)
        after = work.seconds()
        if before is not None and after is not None:
            figures.work.append(after - before)
    with pages_of(FEW):
        _, figures.few = queries_of(client, url)
    with pages_of(MANY):
        # Now and then a page also notes when its login was last used: the lower count is its own.
        figures.many = min(queries_of(client, url)[1] for _ in range(2))
    return figures
