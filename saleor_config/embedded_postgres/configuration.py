"""The server's settings: small, durable and quiet, for a laptop.

Written anew at every start, so an upgrade of the shop brings its settings along.
An operator's own go to `operator.conf` beside the data folder, which wins.
"""

from __future__ import annotations

import os
import pwd
from pathlib import Path

from .accounts import Account
from .folders import Cluster

SUPERUSER = "shop"
DATABASE = "shop"

SETTINGS = """\
# Written by the shop at every start: put your own settings into {operator}
listen_addresses = ''
port = 5432
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700

max_connections = 60
shared_buffers = 64MB
effective_cache_size = 512MB
work_mem = 8MB
maintenance_work_mem = 64MB
huge_pages = off
io_method = sync
max_parallel_workers_per_gather = 0
max_logical_replication_workers = 0
jit = off

fsync = {durable}
synchronous_commit = {durable}
full_page_writes = {durable}
wal_level = minimal
max_wal_senders = 0
min_wal_size = 48MB
max_wal_size = 512MB
checkpoint_timeout = 15min
autovacuum_naptime = 2min

logging_collector = on
log_directory = '{log}'
log_filename = 'postgres-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_checkpoints = off
log_connections = ''
log_min_duration_statement = 2s
log_line_prefix = '%m [%p] %d '
log_timezone = 'Asia/Shanghai'
lc_messages = 'C'

include '{operator}'
"""

OPERATOR = "# Your own PostgreSQL settings: they win over the shop's and are never overwritten.\n"

ACCESS = f"""\
# Only the users named in pg_ident.conf, and only through the private socket.
local all {SUPERUSER} peer map=shop
"""


def write_configuration(cluster: Cluster, *, sockets: Path, durable: bool) -> None:
    """Write settings and access rules into the data folder.

    `durable=False` trades the safety of the data for speed: for tests only.
    """
    operator = cluster.folder / "operator.conf"
    if not operator.exists():
        _write(operator, OPERATOR, cluster.account)
    settings = SETTINGS.format(
        sockets=_quoted(sockets),
        log=_quoted(cluster.log),
        operator=_quoted(operator),
        durable="on" if durable else "off",
    )
    _write(cluster.data / "postgresql.conf", settings, cluster.account)
    _write(cluster.data / "pg_hba.conf", ACCESS, cluster.account)
    _write(cluster.data / "pg_ident.conf", _identities(), cluster.account)


def _identities() -> str:
    """Let in whoever runs the shop; the server's own account need not connect."""
    name = pwd.getpwuid(os.geteuid()).pw_name.replace('"', '""')
    return f'shop "{name}" {SUPERUSER}\n'


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _write(path: Path, text: str, account: Account) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    account.give(path)
