"""Lighthouse's marks, by a copy of it that has a lock of its own and no part in the shop."""

from __future__ import annotations

import hashlib
import json
import statistics
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from brand_theme.mini_shop.bench.figures import Figure
from brand_theme.mini_shop.bench.phone import program
from brand_theme.mini_shop.bench.stops import Stops
from brand_theme.mini_shop.node import NodeMissing, Tools, find_tools

FOLDER = Path(__file__).resolve().parent / "lighthouse"
STAMP = FOLDER / "node_modules" / ".installed"
# No script of a package runs, so none fetches a browser; no version but the locked one.
OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--loglevel=error")
LEAST_NODE = (22, 19)
LEAST_MARK = 95
CATEGORIES = {
    "performance": "快慢 performance",
    "accessibility": "可及 accessibility",
    "best-practices": "规范 best practices",
}


class CannotJudge(RuntimeError):
    """Lighthouse is not to be had here; the message is one bilingual line with the remedy."""


def audits(
    address: str, stops: Stops, *, times: int, say: Callable[[str], None]
) -> Iterator[Figure]:
    """Yield the median mark of each page.

    Raises:
        CannotJudge: Lighthouse could not be installed, or could not run.
    """
    node = installed(say)
    asked = {
        "browser": program(),
        "origin": address,
        "pages": stops.pages,
        "cart": stops.basket,
        "times": times,
    }
    done = subprocess.run(
        [node, FOLDER / "run.mjs", json.dumps(asked)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotJudge(f"Lighthouse 没有跑完 did not finish: {done.stderr[-600:]}")
    for name, marks in json.loads(done.stdout).items():
        failed = ", ".join(marks["failed"])
        for category, label in CATEGORIES.items():
            mark = statistics.median(marks[category])
            note = failed if mark < LEAST_MARK else ""
            yield Figure(f"{label}, {name}", mark, LEAST_MARK, is_least=True, note=note)


def installed(say: Callable[[str], None]) -> str:
    """Bring `node_modules` to the state the lock describes; return the Node that runs it.

    Raises:
        CannotJudge: there is no Node that is new enough, or no registry.
    """
    try:
        tools = find_tools()
    except NodeMissing as error:
        raise CannotJudge(str(error)) from error
    _check_age(tools)
    files = (FOLDER / "package.json", FOLDER / "package-lock.json")
    wanted = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == wanted:
        return tools.node
    say("· 安装 Lighthouse，首次约半分钟 install Lighthouse, half a minute the first time")
    done = subprocess.run(
        [*tools.npm, "ci", *OPTIONS], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotJudge(
            "Lighthouse 未能安装：请检查 npm 的软件源（npm config get registry）后重试。"
            " / Lighthouse could not be installed: check npm's registry (npm config get registry),"
            " then run make bench-shop again. [LIGHTHOUSE_NOT_INSTALLED]"
        )
    STAMP.write_text(wanted, encoding="ascii")
    return tools.node


def _check_age(tools: Tools) -> None:
    told = subprocess.run([tools.node, "--version"], capture_output=True, text=True, check=True)
    major, minor = (int(part) for part in told.stdout.strip().lstrip("v").split(".")[:2])
    if (major, minor) < LEAST_NODE:
        raise CannotJudge(
            f"Lighthouse 需要 Node {LEAST_NODE[0]}.{LEAST_NODE[1]} 以上，这里是 {told.stdout.strip()}：请运行 make setup。"
            f" / Lighthouse needs Node {LEAST_NODE[0]}.{LEAST_NODE[1]} or later, here is"
            f" {told.stdout.strip()}: run make setup. [NODE_TOO_OLD]"
        )
