"""A migrated database to copy from: migrating takes a minute, copying a second.

The template is keyed by a fingerprint of what made it, so a changed migration
builds a new one and nobody ever tests against an old schema.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from saleor_config.home import ShopHome

from .databases import connected
from .dsn import libpq_url
from .lifecycle import running_postmaster
from .locking import exclusive

PREFIX = "prepared_"
BUILDING = f"{PREFIX}unfinished"


def prepared_template(
    home: Path, *, fingerprint: str, migrate: Callable[[str], None], durable: bool = True
) -> str:
    """Return the name of a migrated database, building it when there is none.

    `migrate` gets the address of an empty database and fills it. Only a finished
    template carries the name that is looked for; those of older fingerprints go.
    """
    name = f"{PREFIX}{fingerprint[:16]}"
    sockets = running_postmaster(home, durable=durable).socket_folder
    lock = ShopHome(Path(home).resolve()).run / "template.lock"
    with exclusive(lock, patience=900), connected(sockets, database="postgres") as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        found = {row[0] for row in cursor.fetchall()}
        if name in found:
            return name
        for stale in found:
            cursor.execute(f'DROP DATABASE "{stale}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{BUILDING}"')
        migrate(libpq_url(sockets, database=BUILDING))
        cursor.execute(f'ALTER DATABASE "{BUILDING}" RENAME TO "{name}"')
    return name
