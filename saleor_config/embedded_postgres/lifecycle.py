"""The server's life as the rest of the shop sees it."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from saleor_config.home import ShopHome

from .dsn import libpq_url
from .errors import EmbeddedPostgresError, disk_trouble_explained
from .folders import Cluster, find_cluster
from .locking import exclusive
from .postmaster import Postmaster, living_postmaster, wait_until_gone
from .server import START_SECONDS, STOP_SECONDS, start_server, stop_server


@dataclass(frozen=True)
class Status:
    """The server of one shop; `pid` and `dsn` are None while it is stopped."""

    folder: Path
    created: bool
    pid: int | None
    dsn: str | None

    @property
    def is_running(self) -> bool:
        return self.pid is not None


def ensure_running(home: Path, *, durable: bool = True) -> str:
    """Return the address of the database of `home`, starting its server if needed.

    Safe to call from any number of processes at once. `durable=False` starts a
    server that may lose data in a power cut: for tests, which have none.

    Raises:
        EmbeddedPostgresError: with the cause and the remedy in one line.
    """
    return libpq_url(running_postmaster(home, durable=durable).socket_folder)


def running_postmaster(home: Path, *, durable: bool = True) -> Postmaster:
    """Find the server of `home` without a lock, or start it under one."""
    shop = _shop(home)
    found = living_postmaster(find_cluster(shop).data)
    if found is not None and found.is_reachable:
        return found
    with disk_trouble_explained(shop.root), exclusive(_lock_file(shop)):
        cluster = find_cluster(shop)
        return _settled(cluster) or start_server(cluster, durable=durable)


def stop(home: Path) -> bool:
    """Stop the server of `home`; False when there was none."""
    shop = _shop(home)
    if not shop.database.is_dir():
        return False
    with exclusive(_lock_file(shop)):
        cluster = find_cluster(shop)
        found = living_postmaster(cluster.data)
        if found is None:
            return False
        stop_server(cluster, found)
        return True


def status(home: Path) -> Status:
    """Look, without starting or locking anything."""
    cluster = find_cluster(_shop(home))
    found = living_postmaster(cluster.data)
    return Status(
        folder=cluster.folder,
        created=cluster.is_created,
        pid=found.pid if found else None,
        dsn=libpq_url(found.socket_folder) if found else None,
    )


def destroy(home: Path) -> None:
    """Stop the server and delete the database for good."""
    shop = _shop(home)
    stop(home)
    for folder in (find_cluster(shop).folder, shop.database):
        if folder.is_dir():
            shutil.rmtree(folder)


def _shop(home: Path) -> ShopHome:
    return ShopHome(Path(home).resolve())


def _lock_file(shop: ShopHome) -> Path:
    return shop.run / "database.lock"


def _settled(cluster: Cluster) -> Postmaster | None:
    """Wait for a server that is on its way up, or down, or that lost its socket."""
    deadline = time.monotonic() + START_SECONDS
    while (found := living_postmaster(cluster.data)) is not None:
        if found.is_reachable:
            return found
        if found.state == "stopping":
            wait_until_gone(found.pid, cluster.data, patience=STOP_SECONDS)
        elif found.state == "ready":
            stop_server(cluster, found)
        if time.monotonic() > deadline:
            raise EmbeddedPostgresError(
                "START_TIMED_OUT",
                zh=f"数据库进程 {found.pid} 一直处于 {found.state} 状态；请查看 {cluster.log}，或运行 make stop 后重试。",
                en=f"The database process {found.pid} stays in state {found.state}; see {cluster.log}, or run `make stop` and try again.",
            )
        time.sleep(0.1)
    return None
