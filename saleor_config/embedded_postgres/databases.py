"""What the server must hold before the shop may use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2

from .configuration import DATABASE, SUPERUSER
from .errors import EmbeddedPostgresError


@contextmanager
def connected(socket_folder: Path, *, database: str = DATABASE) -> Iterator[Any]:
    """Open a cursor that commits each statement by itself."""
    with closing(
        psycopg2.connect(host=str(socket_folder), user=SUPERUSER, dbname=database)
    ) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor


def create_shop_database(socket_folder: Path) -> None:
    """Create the shop's database unless it is there."""
    with connected(socket_folder, database="postgres") as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{DATABASE}"')


def require_chinese_search(socket_folder: Path) -> None:
    """Refuse a cluster whose locale makes every Chinese search find nothing.

    Under the plain C locale a Chinese character is no letter, so pg_trgm sees
    an empty word. Nothing fails: the shop merely finds no goods.
    """
    with connected(socket_folder) as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SELECT show_trgm('数据库')")
        if cursor.fetchone()[0]:
            return
    raise EmbeddedPostgresError(
        "CHINESE_SEARCH_BROKEN",
        zh="数据库的区域设置无法切分中文，商品搜索会一无所获；请 dump 后用 make reset 重建，再 restore。",
        en="The database's locale cannot split Chinese, so search would find nothing; dump, rebuild with `make reset`, restore.",
    )
