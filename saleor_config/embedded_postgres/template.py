"""A migrated database to copy from: migrating takes a minute, copying a second.

The template is keyed by a fingerprint of what made it, so a changed migration
builds a new one and nobody ever tests against an old schema. Where migrations
were only added, the former template is migrated on instead of starting from
nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from saleor_config.home import ShopHome

from .databases import connected
from .dsn import libpq_url
from .lifecycle import running_postmaster
from .locking import exclusive

PREFIX = "prepared_"
BUILDING = f"{PREFIX}unfinished"


def prepared_template(
    home: Path,
    *,
    fingerprint: str,
    migrate: Callable[[str], None],
    parts: Mapping[str, str] | None = None,
    durable: bool = True,
) -> str:
    """Return the name of a migrated database, building it when there is none.

    `migrate` gets the address of a database and brings it up to date. `parts` are
    the digests of the files behind the fingerprint: a former template made of
    some of them, all unchanged, is where it starts from. Only a finished template
    carries the name that is looked for; those of older fingerprints go.
    """
    name = f"{PREFIX}{fingerprint[:16]}"
    sockets = running_postmaster(home, durable=durable).socket_folder
    lock = ShopHome(Path(home).resolve()).run / "template.lock"
    with exclusive(lock, patience=900), connected(sockets, database="postgres") as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        found = {row[0] for row in cursor.fetchall()}
        if name in found:
            return name
        cursor.execute(f'DROP DATABASE IF EXISTS "{BUILDING}" WITH (FORCE)')
        former = found - {BUILDING}
        start = next((each for each in former if _is_earlier(cursor, each, parts or {})), None)
        origin = f' TEMPLATE "{start}"' if start else ""
        cursor.execute(f'CREATE DATABASE "{BUILDING}"{origin}')
        for stale in former:
            cursor.execute(f'DROP DATABASE "{stale}" WITH (FORCE)')
        migrate(libpq_url(sockets, database=BUILDING))
        cursor.execute(f'COMMENT ON DATABASE "{BUILDING}" IS %s', [json.dumps(dict(parts or {}))])
        cursor.execute(f'ALTER DATABASE "{BUILDING}" RENAME TO "{name}"')
    return name


def _is_earlier(cursor: Any, name: str, parts: Mapping[str, str]) -> bool:
    """Tell whether a template was made of some of these files, all as they are now."""
    cursor.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    )
    made_of = json.loads(cursor.fetchone()[0] or "{}")
    return bool(made_of) and made_of.items() <= parts.items()
