"""The folder of the server's socket: private, with a short path, there to stay.

A socket's path may be about a hundred bytes long, which a deep SHOP_HOME
exceeds, so the folder lies where paths are short. Its name derives from the data
folder: clients that reconnect after a restart find the server in the same place.
XDG_RUNTIME_DIR would do but for one thing: it is emptied at logout, under the
feet of a shop that was left running.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from .accounts import Account
from .errors import EmbeddedPostgresError

LONGEST_PATH = 84
RUN_FOLDER = Path("/run")  # root's alone
SHARED_FOLDER = Path("/tmp")  # noqa: S108 - everybody's: whose folder it is gets checked
SOCKET = ".s.PGSQL.5432"


def socket_folder(cluster_folder: Path, account: Account) -> Path:
    """Create, or check and reuse, the private socket folder of a cluster.

    Raises:
        EmbeddedPostgresError: no place has a short path and is free of strangers.
    """
    for folder in _candidates(cluster_folder, account):
        if len(os.fsencode(folder)) <= LONGEST_PATH and _claimed(folder, account):
            return folder
    raise EmbeddedPostgresError(
        "NO_SOCKET_FOLDER",
        zh=f"数据库套接字目录 {folder_name(cluster_folder, account)} 在 {SHARED_FOLDER} 下被他人占用；请删除它，或把 SHOP_HOME 设到较短的路径。",
        en=f"Somebody else's {folder_name(cluster_folder, account)} is in {SHARED_FOLDER}, where the database socket belongs; remove it or choose a SHOP_HOME with a short path.",
    )


def folder_name(cluster_folder: Path, account: Account) -> str:
    digest = hashlib.sha256(os.fsencode(cluster_folder)).hexdigest()[:10]
    return f"daye-shop-{account.uid}-{digest}"


def _candidates(cluster_folder: Path, account: Account) -> Iterator[Path]:
    name = folder_name(cluster_folder, account)
    if account.is_other and RUN_FOLDER.is_dir():
        yield RUN_FOLDER / name
    yield SHARED_FOLDER / name
    # Within the cluster nobody can be in the way, but the path is rarely short.
    yield cluster_folder / "socket"


def _claimed(folder: Path, account: Account) -> bool:
    """Take `folder` if it is free or already ours; never follow or share one."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    except OSError:
        return False  # a read-only /run, say: the next candidate may do
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o077:
        return False
    if account.is_other and found.st_uid == os.geteuid():
        account.give(folder)
        return True
    return found.st_uid == account.uid
