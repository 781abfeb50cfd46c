"""Set up `.venv`: create it, install uv with pip, install the lock with uv.

Does nothing, in a few milliseconds, when the lock is installed already. Uses the
standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import ssl
import subprocess
import sys
import time
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".installed"
LOCK = ROOT / "requirements.lock"
BOOTSTRAP_LOCK = ROOT / "requirements-bootstrap.txt"
ROOM = 1_500 * 1024 * 1024

# pip's setting -> the environment variable by which uv knows it.
SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}


class CannotSetUp(RuntimeError):
    """Set-up cannot go on; the message is one bilingual line with the remedy."""


def main() -> int:
    try:
        set_up()
    except CannotSetUp as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"✗ 无法写入 {error.filename or ROOT}：{error.strerror}；请检查权限与磁盘空间。"
            f" / {error.filename or ROOT} cannot be written: {error.strerror};"
            " check permissions and disk space. [SETUP_FAILED]",
            file=sys.stderr,
        )
        return 1
    return 0


def set_up() -> None:
    """Bring `.venv` to the state the lock describes."""
    wanted = fingerprint()
    if installed() == wanted:
        return
    began = time.monotonic()
    require_room()
    STAMP.unlink(missing_ok=True)
    if not has_right_python():
        say("1/3 创建虚拟环境 create .venv", f"Python {version_text()}")
        shutil.rmtree(VENV, ignore_errors=True)
        venv.create(VENV, with_pip=True, symlinks=True)
    say("2/3 安装安装器 install uv")
    run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--require-hashes", "-r", BOOTSTRAP_LOCK],
        os.environ,
    )  # fmt: skip
    say("3/3 安装依赖 install the packages", "首次约一两分钟 a minute or two the first time")
    run(
        # Compiled now: half of every later start would be compiling otherwise.
        [VENV / "bin" / "uv", "pip", "install", "--require-hashes", "--compile-bytecode",
         "--python", PYTHON, "-r", LOCK],
        uv_environment(pip_settings(), os.environ),
    )  # fmt: skip
    STAMP.write_text(wanted, encoding="ascii")
    say("✓ 环境就绪 set up", f"{time.monotonic() - began:.0f} s")


def fingerprint() -> str:
    """Identify what must be installed: both locks and the Python they are for."""
    digest = hashlib.sha256(version_text().encode())
    for file in (LOCK, BOOTSTRAP_LOCK):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def installed() -> str:
    """Return the fingerprint of what is installed; empty when unfinished or broken."""
    if not (STAMP.is_file() and os.access(PYTHON, os.X_OK)):
        return ""
    return STAMP.read_text(encoding="ascii")


def version_text() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def has_right_python() -> bool:
    """Whether `.venv` works and is of the Python that runs us."""
    try:
        found = subprocess.run(
            [PYTHON, "-c", "import pip, sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return False
    return found.stdout.strip() == version_text()


def require_room() -> None:
    free = shutil.disk_usage(ROOT).free
    if free < ROOM:
        raise CannotSetUp(
            f"磁盘只剩 {free // 2**20} MB，安装需要 {ROOM // 2**20} MB；请先清理。"
            f" / Only {free // 2**20} MB are free and set-up needs {ROOM // 2**20} MB;"
            " free some space. [DISK_FULL]"
        )


def pip_settings() -> dict[str, str]:
    """Return what pip is configured with, as pip itself reports it."""
    listing = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    return parse_pip_settings(listing.stdout)


def parse_pip_settings(listing: str) -> dict[str, str]:
    """Read `pip config list`: the environment wins over `install`, that over `global`."""
    ranks = {"global": 0, "install": 1, ":env:": 2}
    found: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        name, _, quoted = line.partition("=")
        section, _, key = name.partition(".")
        rank = ranks.get(section, -1)
        if rank >= found.get(key, (0, ""))[0]:
            found[key] = (rank, str(ast.literal_eval(quoted)))
    return {key: value for key, (_, value) in found.items()}


def uv_environment(pip: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` with pip's settings in uv's words; uv's own are left alone.

    uv knows nothing of pip's configuration, so a machine that reaches packages
    through a mirror, a proxy or a company certificate would fail without this.
    """
    translated = {SETTINGS[key]: words(value) for key, value in pip.items() if key in SETTINGS}
    links = [link for link in pip.get("find-links", "").split() if is_reachable(link)]
    if links:
        translated["UV_FIND_LINKS"] = ",".join(links)
    if "cert" not in pip and ssl.get_default_verify_paths().cafile:
        # As pip does: trust what the machine trusts.
        translated["UV_SYSTEM_CERTS"] = "1"
    return {**translated, **environment}


def words(value: str) -> str:
    return " ".join(value.split())


def is_reachable(link: str) -> bool:
    """pip overlooks a missing folder, uv stops at it."""
    return "://" in link or Path(link).is_dir()


def run(command: list[object], environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        # uv finds what we say about Saleor's metadata in the folder's pyproject.toml.
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise CannotSetUp(
            "安装失败，原因见上；多半是网络或 pip 源，请检查 pip config list，然后重试。"
            " / Installing failed, see above; mostly the network or pip's index:"
            " check `pip config list` and try again. [INSTALL_FAILED]"
        )


def say(step: str, more: str = "") -> None:
    print(f"{step} {more}".rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
