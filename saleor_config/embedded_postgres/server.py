"""Creating, starting and stopping one server. Callers hold the lock."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from pathlib import Path

from .binaries import major_version, programs_for
from .configuration import SUPERUSER, write_configuration
from .databases import create_shop_database, require_chinese_search
from .errors import EmbeddedPostgresError
from .folders import SYSTEM_FOLDER, Cluster, prepare_folder, require_room
from .postmaster import Postmaster, clear_void_claim, living_postmaster, wait_until_gone
from .sockets import socket_folder

START_SECONDS = 120
STOP_SECONDS = 30
GRAVE = ("FATAL", "PANIC", "error:")


def start_server(cluster: Cluster, *, durable: bool) -> Postmaster:
    """Start the server, creating the cluster first if there is none.

    Raises:
        EmbeddedPostgresError: with the cause and what to do about it.
    """
    cluster = prepare_folder(cluster.home, system_folder=SYSTEM_FOLDER)
    programs = programs_for(cluster.account, system_folder=SYSTEM_FOLDER)
    require_room(cluster, cluster.folder)
    _create(cluster, programs, durable=durable)
    _require_same_major(cluster, programs)
    sockets = socket_folder(cluster.folder, cluster.account)
    clear_void_claim(cluster.data, sockets)
    write_configuration(cluster, sockets=sockets, durable=durable)
    _launch(cluster, programs)
    return _accepted(cluster)


def stop_server(cluster: Cluster, postmaster: Postmaster) -> None:
    """Stop the server: open transactions are rolled back, nothing is lost."""
    programs = programs_for(cluster.account, system_folder=SYSTEM_FOLDER)
    for mode in ("fast", "immediate"):
        _run(
            cluster, programs / "pg_ctl", "stop", "-D", cluster.data, "-m", mode, "-t", STOP_SECONDS
        )
        if wait_until_gone(postmaster.pid, cluster.data, patience=1):
            with contextlib.suppress(OSError):
                postmaster.socket_folder.rmdir()
            return
    raise EmbeddedPostgresError(
        "STOP_FAILED",
        zh=f"数据库进程 {postmaster.pid} 无法停止；请查看 {cluster.log}。",
        en=f"The database process {postmaster.pid} does not stop; see {cluster.log}.",
    )


def _create(cluster: Cluster, programs: Path, *, durable: bool) -> None:
    """Run initdb beside the data folder and rename: half a cluster is never found."""
    for folder in (cluster.folder, cluster.log):
        folder.mkdir(mode=0o700, exist_ok=True)
        cluster.account.give(folder)
    if cluster.is_created:
        return
    building = cluster.folder / "data.new"
    shutil.rmtree(building, ignore_errors=True)
    done = _run(
        cluster, programs / "initdb", "-D", building, "-U", SUPERUSER, "-A", "peer",
        "-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions",
        *(() if durable else ("--no-sync",)),
    )  # fmt: skip
    if done.returncode:
        raise _refused("INITDB_FAILED", cluster, done.stderr)
    building.rename(cluster.data)


def _require_same_major(cluster: Cluster, programs: Path) -> None:
    found = int((cluster.data / "PG_VERSION").read_text(encoding="ascii"))
    served = major_version(programs)
    if found == served:
        return
    raise EmbeddedPostgresError(
        "MAJOR_VERSION_MISMATCH",
        zh=f"{cluster.data} 由 PostgreSQL {found} 创建，而现在安装的是 {served}；请用旧版本 dump，移走该目录，再 restore（见 docs/operations.md）。",
        en=f"{cluster.data} was made by PostgreSQL {found} and {served} is installed; dump with the old version, move the folder away and restore (docs/operations.md).",
    )


def _launch(cluster: Cluster, programs: Path) -> None:
    """Start detached: the server outlives whoever happened to need it first."""
    cluster.start_log.unlink(missing_ok=True)
    done = _run(
        cluster, programs / "pg_ctl", "start", "-D", cluster.data,
        "-l", cluster.start_log, "-w", "-t", START_SECONDS, "-s",
    )  # fmt: skip
    if done.returncode:
        raise _refused("START_FAILED", cluster, _last_words(cluster) + done.stderr)


def _last_words(cluster: Cluster) -> str:
    """Return what the server wrote, newest log first; it says why it ended."""
    logs = sorted(cluster.log.iterdir(), key=lambda log: log.stat().st_mtime, reverse=True)[:1]
    if cluster.start_log.exists():
        logs.append(cluster.start_log)
    return "\n".join(log.read_text(errors="replace")[-4000:] for log in logs)


def _accepted(cluster: Cluster) -> Postmaster:
    postmaster = living_postmaster(cluster.data)
    if postmaster is None:
        raise _refused("START_FAILED", cluster, "the server ended right after its start")
    create_shop_database(postmaster.socket_folder)
    require_chinese_search(postmaster.socket_folder)
    return postmaster


def _run(cluster: Cluster, program: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *map(str, arguments)],
        # The account may not be allowed into the folder we happen to stand in.
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        **cluster.account.process_options(),
    )


def _refused(code: str, cluster: Cluster, said: str) -> EmbeddedPostgresError:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if any(word in line for word in GRAVE)] or lines
    reason = telling[-1].split("  ", 1)[-1] if telling else "no message"
    return EmbeddedPostgresError(
        code,
        zh=f"内嵌 PostgreSQL 无法启动：{reason}；日志在 {cluster.folder}，也可设置 DATABASE_URL 使用已有的服务器。",
        en=f"The embedded PostgreSQL cannot start: {reason}; its log is in {cluster.folder}; DATABASE_URL uses a server of your own instead.",
    )
