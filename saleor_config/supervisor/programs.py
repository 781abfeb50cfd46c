"""The processes of a shop and how each is started."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from saleor_config.home import REPOSITORY

from .options import Options

PYTHON = sys.executable
MANAGE = (PYTHON, str(REPOSITORY / "manage.py"))
# Root is told off by Celery at each start; on a laptop's own broker it may be root.
CELERY = (PYTHON, "-W", "ignore:You're running the worker", "-m", "celery", "--quiet", "--app")
# Threads of one web process; each keeps a database connection.
WEB_THREADS = 4


@dataclass(frozen=True)
class Program:
    """A process the supervisor keeps alive."""

    name: str
    command: tuple[str, ...]


def web(options: Options) -> Program:
    """Granian: several times the requests of the alternatives (measured)."""
    return Program(
        "web",
        (
            PYTHON, "-m", "granian", "saleor_config.wsgi:application",
            "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(options.port),
            "--workers", str(options.web_workers), "--respawn-failed-workers",
            "--blocking-threads", str(WEB_THREADS),
            # Longer than DATABASE_MAX_AGE: an idle thread takes its connection along.
            "--blocking-threads-idle-timeout", "300",
            "--no-ws", "--http", "1", "--workers-kill-timeout", "8",
        ),
    )  # fmt: skip


def worker(options: Options) -> Program:
    """One process with threads; alone on its broker, so it need not gossip."""
    return Program(
        "worker",
        (
            *CELERY, "saleor_config.celery", "worker", "--pool", "threads",
            "--concurrency", "2", "--loglevel", "INFO",
            "--without-gossip", "--without-mingle", "--without-heartbeat",
        ),
    )  # fmt: skip


def beat(options: Options) -> Program:
    clock = (*CELERY, "saleor_config.beat", "beat")
    return Program("beat", (*clock, "--loglevel", "WARNING", "--pidfile", ""))


def simulator(options: Options) -> Program:
    """WeChat's servers, played on this machine; loopback only."""
    return Program("simulator", simulator_command("serve", options))


def simulator_command(action: str, options: Options) -> tuple[str, ...]:
    place = ("--home", str(options.home.wechat), "--port", str(options.simulator_port))
    return (PYTHON, "-m", "plugins.wechat_simulator", action, *place)


def child_environment(options: Options, environment: Mapping[str, str]) -> dict[str, str]:
    """What every process gets: the same shop whatever folder it is started in."""
    # A shop is started more often than it is edited: let Python keep what it compiled.
    kept = {name: v for name, v in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "SHOP_HOME": str(options.home.root),
        "PORT": str(options.port),
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONUNBUFFERED": "1",
        # Threads otherwise keep freed memory each to themselves.
        "MALLOC_ARENA_MAX": "2",
        "DJANGO_SETTINGS_MODULE": "saleor_config.settings",
    }
