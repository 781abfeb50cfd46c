"""`python -m brand_theme.mini_shop.build [h5|mp-weixin]`: install what building needs, and build.

Does nothing, in a few milliseconds, when what stands in `dist/` was made from these
very sources. Needs the package registry that npm is configured with, once per lock.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from brand_theme.mini_shop import place
from brand_theme.mini_shop.node import NodeMissing, Tools, find_tools

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
LOCKED = FOLDER / "node_modules" / ".installed"
TARGETS = {"h5": (), "mp-weixin": ("-p", "mp-weixin")}
#: Folders that are made, not written, and those that say something of the build, not in it.
MADE = {"node_modules", "dist", "generated", "__pycache__", "tests", "bench"}
#: What the build reads of the rest of the repository; see scripts/generate.mjs.
READ_ELSEWHERE = (
    "brand_theme/tokens/tokens.json",
    "brand_theme/fonts/slices.json",
    "saleor_config/schema.graphql",
    "saleor_config/door/documents.json",
    "catalog_seed/data/towns.csv",
    "plugins/shipments/data/companies.csv",
)
# No script of a package runs; no version but the locked one, proven by its hash.
OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--loglevel=error")
NEWS_EVERY = 10.0  # seconds
COMPRESSED = {".js", ".css", ".svg", ".json"}
#: Node has Brotli where Python would need another package.
BROTLI = """
const { readFileSync, writeFileSync } = require("node:fs");
const { brotliCompressSync } = require("node:zlib");
for (const each of process.argv.slice(1))
  writeFileSync(`${each}.br`, brotliCompressSync(readFileSync(each)));
"""


class NotBuilt(RuntimeError):
    """Building cannot go on; the message is one bilingual line with the remedy."""


def main(arguments: Sequence[str]) -> int:
    target = arguments[0] if arguments else "h5"
    if target not in TARGETS:
        say(__doc__ or "")
        return 2
    try:
        build(target)
    except (NotBuilt, NodeMissing) as error:
        say(f"✗ {error}")
        return 1
    return 0


def build(target: str) -> None:
    """Bring `dist/` to the state the sources describe.

    Raises:
        NodeMissing: there is no Node to build with.
        NotBuilt: installing or building failed; `dist/` is as it was.
    """
    wanted = fingerprint()
    if place.built(target) == wanted:
        return
    tools = find_tools()
    began = time.monotonic()
    _install(tools)
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix=".build-") as folder:
        made = Path(folder) / "made"
        _run(
            "构建小程序商城 build the mini-shop",
            (tools.node, FOLDER / "scripts" / "build.mjs", *TARGETS[target]),
            {**os.environ, "UNI_OUTPUT_DIR": str(made), "NODE_ENV": "production"},
            "构建失败，原因见上；改正后重新运行 make mini-shop。"
            " / Building failed, see above; mend it and run `make mini-shop`. [MINI_SHOP_NOT_BUILT]",
        )
        if target == "h5":
            _compress(tools, made / "assets")
            _settle_h5(made)
        _replace(made, place.folder_of(target, wanted))
    _point(target, wanted)
    say(f"✓ 小程序商城就绪 the mini-shop is built ({target}), {time.monotonic() - began:.0f} s")


def fingerprint() -> str:
    """Identify everything that a build is made from."""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    digest.update(os.environ.get("VITE_SHOP_ADDRESS", "").encode())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for path in FOLDER.rglob("*"):
        within = path.relative_to(FOLDER).parts
        if path.is_file() and not MADE & set(within) and not within[0].startswith(".build-"):
            yield path
    yield from (ROOT / name for name in READ_ELSEWHERE)
    yield from (ROOT / "saleor_config" / "door" / "documents").glob("*.graphql")


def _install(tools: Tools) -> None:
    lock = b"\0".join(
        (FOLDER / name).read_bytes() for name in ("package.json", "package-lock.json")
    )
    wanted = hashlib.sha256(lock).hexdigest()
    if LOCKED.is_file() and LOCKED.read_text(encoding="ascii") == wanted:
        return
    _run(
        "安装构建工具，首次约一分钟 install what builds it, a minute the first time",
        (*tools.npm, "install", *OPTIONS),
        dict(os.environ),
        "构建工具未能安装，网址 / 仍显示橱窗。请检查 npm 的软件源（npm config get registry）后运行 make mini-shop。"
        " / What builds the mini-shop could not be installed, so the window stays at `/`: check"
        " npm's registry (npm config get registry), then run `make mini-shop`."
        " [MINI_SHOP_NOT_INSTALLED]",
    )
    LOCKED.write_text(wanted, encoding="ascii")


def _run(what: str, command: Sequence[object], environment: dict[str, str], failed: str) -> None:
    """Run one step, saying now and then that it goes on; its words show when it fails."""
    say(f"· {what}")
    began = news = time.monotonic()
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=FOLDER,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
        )
        try:
            while process.poll() is None:
                time.sleep(0.1)
                if time.monotonic() - news >= NEWS_EVERY:
                    news = time.monotonic()
                    say(f"  … {news - began:.0f} s")
        finally:
            if process.poll() is None:
                process.kill()
        if process.returncode:
            words.seek(0)
            say(words.read().decode(errors="replace")[-4000:])
            raise NotBuilt(failed)


def _compress(tools: Tools, assets: Path) -> None:
    """Lay a `.gz` and a `.br` beside each file; WhiteNoise hands out what a browser takes."""
    files = [path for path in sorted(assets.rglob("*")) if path.suffix in COMPRESSED]
    for path in files:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    subprocess.run([tools.node, "-e", BROTLI, *files], check=True, timeout=300)


def _settle_h5(made: Path) -> None:
    """Part the page from the files: it is answered with its policy, never as a file."""
    files = made / "files"
    files.mkdir()
    for each in [path for path in made.iterdir() if path not in (files, made / "index.html")]:
        each.rename(files / each.name)


def _replace(made: Path, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.move(made, folder)


def _point(target: str, wanted: str) -> None:
    """Make the new build the newest. Older ones go, but for the last, which may be running."""
    last = place.folder_of(target, place.built(target)) if place.built(target) else None
    draft = place.DIST / f".{target}.part"
    draft.write_text(wanted, encoding="ascii")
    draft.replace(place.stamp_of(target))
    for folder in (place.DIST / target).iterdir():
        if folder not in (last, place.folder_of(target, wanted)):
            shutil.rmtree(folder)


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
