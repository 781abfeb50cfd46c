"""What has been prepared, so that later starts skip it.

A stamp is kept as the comment of the database it speaks of: a restored, emptied or
replaced database therefore has none and is prepared anew. Migrations undone by
hand show in the count of applied ones, which the stamp records as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import psycopg2.errors

from saleor_config.home import REPOSITORY


def schema_fingerprint(root: Path = REPOSITORY) -> str:
    """Identify every migration: our files, and by lock and list of apps those of the libraries."""
    apps = (
        root / "saleor_config" / name for name in ("capabilities.py", "settings/django_core.py")
    )
    return _digest([*_migrations(root), *(path for path in apps if path.is_file())], root)


def schema_parts(root: Path = REPOSITORY) -> dict[str, str]:
    """Return the digest of the lock and of every migration of ours, by file."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _migrations(root)
    }


def _migrations(root: Path) -> list[Path]:
    files = [root / "requirements.lock"]
    for package in ("plugins", "saleor_config", "catalog_seed"):
        files += (root / package).glob("**/migrations/*.py")
    return files


def catalogue_fingerprint(root: Path = REPOSITORY) -> str:
    """Identify what seeding reads, an operator's photographs included."""
    folders = (root / "catalog_seed", root / "brand_theme" / "art")
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    files = [path for path in found if "__pycache__" not in path.parts]
    return _digest([*files, root / "requirements.lock"], root)


def people_fingerprint(root: Path = REPOSITORY) -> str:
    """Identify what the roles and the demo accounts are made from."""
    files = [*(root / "plugins").glob("*/console*"), root / "brand_theme" / "console"]
    files += (root / "catalog_seed" / "services").glob("demo_*.py")
    found = [path for each in files for path in ([each] if each.is_file() else each.rglob("*.py"))]
    return _digest(found, root)


def read_stamp(dsn: str) -> dict[str, str]:
    """Return what the database says of itself, or nothing if it no longer holds."""
    with _cursor(dsn) as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = current_database()"
        )
        comment = cursor.fetchone()[0]
        applied = _applied(cursor)
    try:
        stamp = json.loads(comment or "{}")
    except ValueError:
        return {}  # a comment of somebody else's
    return stamp if isinstance(stamp, dict) and stamp.get("applied") == applied else {}


def write_stamp(dsn: str, **facts: str) -> None:
    """Add `facts` to the stamp; a database that is not ours simply stays unstamped."""
    known = read_stamp(dsn)
    with _cursor(dsn) as cursor:
        stamp = json.dumps({**known, **facts, "applied": _applied(cursor)})
        cursor.execute("SELECT quote_ident(current_database())")
        name = cursor.fetchone()[0]
        try:
            cursor.execute(f"COMMENT ON DATABASE {name} IS %s", [stamp])
        except psycopg2.errors.InsufficientPrivilege:
            return


def _applied(cursor: Any) -> str:
    cursor.execute("SELECT to_regclass('django_migrations')")
    if cursor.fetchone()[0] is None:
        return "none"
    cursor.execute("SELECT count(*) || '/' || coalesce(max(id), 0) FROM django_migrations")
    return str(cursor.fetchone()[0])


def _digest(files: Iterable[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def _cursor(dsn: str) -> Iterator[Any]:
    with closing(psycopg2.connect(dsn)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
