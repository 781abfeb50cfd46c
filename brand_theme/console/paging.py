"""Pages of lists that may be huge: how many rows there are need not be known exactly."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import connections
from django.db.models import QuerySet

#: As many rows are counted one by one; above it the planner's word is good enough.
COUNTED = 50_000


class PlannedPaginator(Paginator):
    """Counts short lists exactly, and takes the planner's estimate of long ones.

    Counting a hundred thousand rows takes as long as showing them, only to say how
    many pages there are.
    """

    template_name = "console/_pagination.html"

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        expected = rows_expected(rows)
        if expected > COUNTED:
            return expected
        counted = rows.order_by()[: COUNTED + 1].count()
        # The planner was far off: it cannot be trusted to be close either.
        return rows.order_by().count() if counted > COUNTED else counted

    @property
    def is_estimate(self) -> bool:
        """Whether `count` is the planner's word rather than a count."""
        return self.count > COUNTED


def rows_expected(rows: QuerySet[Any]) -> int:
    """Return how many rows the planner expects; nothing is read."""
    try:
        sql, parameters = rows.order_by().query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connections[rows.db].cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", parameters)
        [plan] = cursor.fetchone()
    if isinstance(plan, str):
        plan = json.loads(plan)
    return int(plan[0]["Plan"]["Plan Rows"])
