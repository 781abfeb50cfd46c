"""Under whose name the server runs.

PostgreSQL refuses to run as uid 0. Root therefore hands data and socket to an
account that can do nothing else; everybody else runs the server as themselves.
"""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import EmbeddedPostgresError

UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class Account:
    """The operating system user that owns the cluster's files and processes."""

    uid: int
    gid: int
    name: str

    @property
    def is_other(self) -> bool:
        """Whether processes must be started under another name than ours."""
        return self.uid != os.geteuid()

    def process_options(self) -> dict[str, Any]:
        """Arguments for `subprocess` that start a program as this account."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_write(self, folder: Path) -> bool:
        """Ask the kernel, as that account: mode bits alone miss parents and ACLs."""
        return self._succeeds(["/bin/sh", "-c", 'test -w "$1" && test -x "$1"', "sh", str(folder)])

    def can_run(self, program: Path) -> bool:
        return self._succeeds([str(program), "--version"])

    def give(self, path: Path) -> None:
        """Make the account the owner of `path`."""
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def _succeeds(self, command: list[str]) -> bool:
        try:
            done = subprocess.run(
                command, cwd="/", capture_output=True, check=False, **self.process_options()
            )
        except (PermissionError, FileNotFoundError):
            return False
        return done.returncode == 0


def account_for(folder: Path) -> Account:
    """Return who runs the server whose files are, or will be, in `folder`.

    Raises:
        EmbeddedPostgresError: the folder belongs to another user.
    """
    here = os.geteuid()
    owner = folder.stat().st_uid if folder.is_dir() else here
    if here == 0:
        return _by_uid(owner) if owner != 0 else _unprivileged()
    if owner != here:
        raise EmbeddedPostgresError(
            "DATABASE_OF_ANOTHER_USER",
            zh=f"数据库目录 {folder} 属于用户 {owner}；请用该用户运行，或用 SHOP_HOME 另选数据目录。",
            en=f"{folder} belongs to user {owner}; run as that user or choose another SHOP_HOME.",
        )
    return _by_uid(here)


def _unprivileged() -> Account:
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise EmbeddedPostgresError(
            "NO_UNPRIVILEGED_ACCOUNT",
            zh=f"PostgreSQL 不能以 root 运行，而系统没有 {UNPRIVILEGED} 用户；请用普通用户运行，或设置 DATABASE_URL。",
            en=f"PostgreSQL refuses root and there is no user {UNPRIVILEGED}; run as an ordinary user or set DATABASE_URL.",
        ) from None
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


def _by_uid(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedPostgresError(
            "UID_WITHOUT_NAME",
            zh=f"系统用户表中没有 uid {uid}，PostgreSQL 需要它；请在 /etc/passwd 中加入，或设置 DATABASE_URL。",
            en=f"uid {uid} has no entry in the user database, which PostgreSQL needs; add one or set DATABASE_URL.",
        ) from None
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)
