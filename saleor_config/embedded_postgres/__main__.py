"""The embedded database from the command line.

python -m saleor_config.embedded_postgres start|stop|status|dump FILE|restore FILE|psql …
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from saleor_config.home import ShopHome

from . import dumps
from .binaries import packaged_programs
from .errors import EmbeddedPostgresError, disk_trouble_explained
from .lifecycle import ensure_running, status, stop

STOPPED = 3  # what `pg_ctl status` and service managers answer for "not running"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one action; return the exit code."""
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.action != "psql":
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        with disk_trouble_explained(options.home):
            return _act(options, rest)
    except EmbeddedPostgresError as error:
        _say(str(error), stream=sys.stderr)
        return 1


def _act(options: argparse.Namespace, rest: list[str]) -> int:
    home: Path = options.home
    match options.action:
        case "start":
            _say(ensure_running(home))
        case "stop":
            _say("数据库已停止。 Stopped." if stop(home) else "数据库没有在运行。 Not running.")
        case "status":
            return _report(home)
        case "psql":
            return _psql(home, rest)
        case "dump":
            dumps.dump(home, options.file)
            _say(f"已备份到 {options.file}。 Dumped to {options.file}.")
        case "restore":
            aside = dumps.restore(home, options.file)
            _say(
                f"已恢复；原数据库保留为 {aside}。 Restored; the former database is kept as {aside}."
            )
    return 0


def _report(home: Path) -> int:
    found = status(home)
    if found.is_running:
        _say(f"运行中 Running: pid {found.pid}, {found.dsn}, {found.folder}")
        return 0
    state = "已停止 Stopped" if found.created else "尚未创建 Not created"
    _say(f"{state}: {found.folder}")
    return STOPPED


def _psql(home: Path, arguments: list[str]) -> int:
    program = str(packaged_programs() / "psql")
    os.execv(program, [program, ensure_running(home), *arguments])  # noqa: S606 - no shell wanted


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m saleor_config.embedded_postgres", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--home", type=Path, default=ShopHome.from_environment().root)
    actions = parser.add_subparsers(dest="action", required=True)
    for action in ("start", "stop", "status", "psql"):
        actions.add_parser(action)
    for action in ("dump", "restore"):
        actions.add_parser(action).add_argument("file", type=Path)
    return parser


def _say(text: str, *, stream: TextIO | None = None) -> None:
    print(text, file=stream or sys.stdout)  # noqa: T201 - this is a command


if __name__ == "__main__":
    sys.exit(main())
