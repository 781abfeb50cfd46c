"""Addresses of the embedded server, for libpq and for Django."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from .configuration import DATABASE, SUPERUSER


def libpq_url(socket_folder: Path, *, database: str = DATABASE) -> str:
    """Return an address that psycopg2, psql and dj-database-url all read."""
    return f"postgresql://{SUPERUSER}@{quote(str(socket_folder), safe='')}/{database}"


def django_database(home: Path) -> dict[str, Any]:
    """Start the server of `home` if needed and return its `DATABASES` entry."""
    from .lifecycle import running_postmaster

    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": SUPERUSER,
        "HOST": str(running_postmaster(home).socket_folder),
    }
