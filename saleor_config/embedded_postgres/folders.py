"""Where one shop's database files are.

Normally in `SHOP_HOME/database`. When root runs the shop in a place that the
server's account cannot enter (a checkout under /root, a 0700 folder), they live
under /var/lib instead and `SHOP_HOME/database/moved-to` says where: unlike
/var/tmp, that folder is never swept and cannot be squatted by other users.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from saleor_config.home import ShopHome

from .accounts import Account, account_for
from .errors import EmbeddedPostgresError

SYSTEM_FOLDER = Path("/var/lib/daye-shop")
POINTER = "moved-to"
ROOM_FOR_NEW_CLUSTER = 400 * 1024 * 1024
ROOM_TO_START = 64 * 1024 * 1024


@dataclass(frozen=True)
class Cluster:
    """The files of one shop's database and who owns them."""

    home: ShopHome
    folder: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def start_log(self) -> Path:
        """What the server says before its own log is open."""
        return self.folder / "start.log"

    @property
    def is_created(self) -> bool:
        return (self.data / "PG_VERSION").is_file()


def find_cluster(home: ShopHome) -> Cluster:
    """Return where the cluster of `home` is or would be, without touching the disk."""
    account = account_for(home.database)
    pointer = home.database / POINTER
    if not pointer.is_file():
        return Cluster(home=home, folder=home.database, account=account)
    folder = Path(pointer.read_text(encoding="utf-8").strip())
    return Cluster(home=home, folder=folder, account=account_for(folder))


def prepare_folder(home: ShopHome, *, system_folder: Path) -> Cluster:
    """Create the folder of the cluster where its account can work in it.

    Raises:
        EmbeddedPostgresError: no such place, or no room on the disk.
    """
    cluster = find_cluster(home)
    home.database.mkdir(parents=True, exist_ok=True)
    require_room(cluster, home.database)
    if not cluster.folder.is_dir():
        raise EmbeddedPostgresError(
            "DATABASE_FOLDER_GONE",
            zh=f"{home.database / POINTER} 指向的 {cluster.folder} 不存在；请恢复该目录，或运行 make reset 重新开始。",
            en=f"{home.database / POINTER} points to {cluster.folder}, which is gone; bring it back or start anew with `make reset`.",
        )
    if cluster.account.is_other:
        cluster = _handed_over(cluster, system_folder=system_folder)
    cluster.folder.chmod(0o700)
    return cluster


def _handed_over(cluster: Cluster, *, system_folder: Path) -> Cluster:
    if cluster.folder != cluster.home.database:
        return cluster  # moved before
    cluster.account.give(cluster.folder)
    if cluster.account.can_write(cluster.folder):
        return cluster
    if cluster.is_created:  # a shop that was moved: an empty database is no answer
        raise _unreachable(cluster)
    # Root keeps the folder in SHOP_HOME for the pointer alone.
    os.chown(cluster.folder, 0, 0)
    return _moved(cluster, system_folder=system_folder)


def _moved(cluster: Cluster, *, system_folder: Path) -> Cluster:
    name = hashlib.sha256(os.fsencode(cluster.home.root)).hexdigest()[:12]
    elsewhere = system_folder / name
    try:
        elsewhere.mkdir(parents=True, exist_ok=True)
        cluster.account.give(elsewhere)
    except OSError as error:
        raise _unreachable(cluster) from error
    if not cluster.account.can_write(elsewhere):
        raise _unreachable(cluster)
    pointer = cluster.home.database / POINTER
    pointer.write_text(f"{elsewhere}\n", encoding="utf-8")
    return Cluster(home=cluster.home, folder=elsewhere, account=cluster.account)


def _unreachable(cluster: Cluster) -> EmbeddedPostgresError:
    return EmbeddedPostgresError(
        "FOLDER_UNREACHABLE",
        zh=f"以 root 运行时数据库改用 {cluster.account.name} 用户，但它进不了 {cluster.folder}；请把 SHOP_HOME 设到人人可进入的目录（如 /srv/shop），或用普通用户运行。",
        en=f"Run by root, the database runs as {cluster.account.name}, who cannot enter {cluster.folder}; set SHOP_HOME to a folder everyone may enter (such as /srv/shop) or run as an ordinary user.",
    )


def require_room(cluster: Cluster, folder: Path) -> None:
    """Refuse to start on a full disk: PostgreSQL would stop amid a write."""
    needed = ROOM_TO_START if cluster.is_created else ROOM_FOR_NEW_CLUSTER
    free = shutil.disk_usage(folder).free
    if free >= needed:
        return
    raise EmbeddedPostgresError(
        "DISK_FULL",
        zh=f"{folder} 所在磁盘只剩 {free // 2**20} MB，数据库至少需要 {needed // 2**20} MB；请清理磁盘，或用 SHOP_HOME 换一个位置。",
        en=f"Only {free // 2**20} MB are free for {folder} and the database needs {needed // 2**20} MB; free some space or choose another SHOP_HOME.",
    )
