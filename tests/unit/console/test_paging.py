"""Long lists are not counted, short ones are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brand_theme.console import paging
from brand_theme.console.paging import PlannedPaginator
from plugins.kernel.models import AuditEntry


@pytest.fixture
def entries(db):
    AuditEntry.objects.bulk_create(
        AuditEntry(action="a.b.c", object_type="x", object_id=str(number), actor="system:x")
        for number in range(300)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE mall_kernel_auditentry")
    return AuditEntry.objects.order_by("-pk")


def test_short_list_is_counted_exactly(entries):
    paginator = PlannedPaginator(entries.filter(object_id__lt="2"), 50)

    assert paginator.count == entries.filter(object_id__lt="2").count()
    assert not paginator.is_estimate


def test_long_list_is_estimated_and_never_counted(entries, monkeypatch):
    monkeypatch.setattr(paging, "COUNTED", 100)
    paginator = PlannedPaginator(entries, 50)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        count = paginator.count

    assert count == 300
    assert paginator.is_estimate
    assert [query["sql"].split()[0] for query in asked] == ["EXPLAIN"]


def test_planner_that_expects_too_little_is_not_believed(entries, monkeypatch):
    monkeypatch.setattr(paging, "COUNTED", 100)
    monkeypatch.setattr(paging, "rows_expected", lambda rows: 1)

    assert PlannedPaginator(entries, 50).count == 300


def test_nothing_is_asked_of_a_list_that_must_be_empty(entries):
    paginator = PlannedPaginator(entries.none(), 50)

    with CaptureQueriesContext(connection) as asked:
        assert paginator.count == 0

    assert not asked
