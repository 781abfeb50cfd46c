"""The catalogue's tables with spoiled cells: told by file, row and column, or read."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import strategies as st

from catalog_seed.tables import SeedInvalid
from plugins.kernel.errors import DomainError
from tests.security.fuzz.runner import run
from tests.security.fuzz.values import TEXTS

TABLES = ("products", "variants", "stocks", "enterprises", "categories", "synonyms", "towns",
          "attributes", "menu_items")  # fmt: skip


def problems_of(files):
    """Return what is told of the files; nothing when they can be read."""
    try:
        files.read()
    except SeedInvalid as refusal:
        return refusal.problems
    return ()


def test_spoiled_cells(small_files):
    """Reading comes before writing, and needs no database: nothing can be written."""
    kept = {table: small_files.rows(table) for table in TABLES}

    def check(table, given):
        dice, index, text = given
        rows = [dict(row) for row in kept[table]]
        columns = list(rows[0])
        column = columns[dice % len(columns)]
        rows[index % len(rows)][column] = text
        small_files.write(table, rows)
        for problem in problems_of(small_files):
            assert problem.file.endswith(".csv")
            assert problem.row is None or problem.row >= 1
            assert problem.column
            assert str(problem)
        small_files.write(table, kept[table])

    text = TEXTS.filter(lambda each: not any("\ud800" <= one <= "\udfff" for one in each))
    given = st.tuples(st.integers(0, 30), st.integers(0, 30), text)
    run("test_spoiled_cells", [(table, given) for table in TABLES], check, examples=6)


def test_spoiled_cells_that_can_be_read(small_files, small_shop, load):
    """What the files allow and the database does not is a refusal too, never its own error."""
    kept = {table: small_files.rows(table) for table in TABLES}

    def check(table, given):
        index, column, text = given
        rows = [dict(row) for row in kept[table]]
        row = rows[index % len(rows)]
        row[list(row)[column % len(row)]] = text
        small_files.write(table, rows)
        try:
            with transaction.atomic():
                with suppress(DomainError):  # `SeedInvalid` is one
                    load(small_files.read())
                transaction.set_rollback(True)
        finally:
            small_files.write(table, kept[table])

    text = st.sampled_from(["x" * 20_000, "9" * 30, "-1", "大" * 300, "NaN", "1e30", "é\u202e"])
    given = st.tuples(st.integers(0, 30), st.integers(0, 30), text)
    cases = [(table, given) for table in TABLES]
    run("test_spoiled_cells_that_can_be_read", cases, check, examples=2)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\x00", b"a,b\n1", b'"' * 9, b"," * 9])
def test_files_that_are_no_table(small_files, content):
    (small_files.folder / "products.csv").write_bytes(content)

    with pytest.raises(SeedInvalid) as refusal:
        small_files.read()

    assert "products.csv" in {problem.file for problem in refusal.value.problems}
