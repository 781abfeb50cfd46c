"""How much has to travel before something shows."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

from brand_theme.mini_shop import place
from brand_theme.mini_shop.bench.figures import Figure

IMPORTED = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')
MOST_SCRIPT_KB = 120
MOST_MAIN_PACKAGE_KB = 700
MOST_PACKAGES_KB = 8 * 1024
#: The pages that a buyer comes to from outside.
ENTRANCES = {"首页 home": "pages-home-*.js", "商品页 product": "pages-goods-detail*.js"}


def sizes(say: Callable[[str], None]) -> list[Figure]:
    return [*sizes_of_h5(), *sizes_of_mini_program(say)]


def sizes_of_h5() -> list[Figure]:
    """JavaScript that a first page needs, as gzip carries it to the oldest browser."""
    build = place.newest_h5()
    if build is None:
        raise SystemExit("✗ 尚未构建 not built: make mini-shop")
    return [
        Figure(
            f"H5 首屏脚本 first-load JavaScript, {name}",
            _script_kb(build, page),
            MOST_SCRIPT_KB,
            "KB",
        )
        for name, page in ENTRANCES.items()
    ]


def _script_kb(build: Path, page: str) -> float:
    assets = build / "files" / "assets"
    html = (build / "index.html").read_text(encoding="utf-8")
    waiting = set(re.findall(r'src="/assets/([^"]+\.js)"', html))
    waiting |= {path.name for path in assets.glob(page)}
    wanted: set[str] = set()
    while waiting:
        name = waiting.pop()
        wanted.add(name)
        imported = IMPORTED.findall((assets / name).read_text(encoding="utf-8"))
        waiting |= set(imported) - wanted
    return sum(len(gzip.compress((assets / name).read_bytes())) for name in wanted) / 1024


def sizes_of_mini_program(say: Callable[[str], None]) -> list[Figure]:
    """The package WeChat loads before anything shows; subpackages come when they are opened."""
    fingerprint = place.built("mp-weixin")
    if not fingerprint:
        say("· 小程序包未构建 not built: make mini-shop TARGET=mp-weixin")
        return []
    folder = place.folder_of("mp-weixin", fingerprint)
    app = json.loads((folder / "app.json").read_text(encoding="utf-8"))
    roots = tuple(f"{each['root'].strip('/')}/" for each in app.get("subPackages", ()))
    sizes = {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }
    main = sum(size for name, size in sizes.items() if not name.startswith(roots))
    return [
        Figure(
            "小程序主包 mini-program, main package",
            main / 1024,
            MOST_MAIN_PACKAGE_KB,
            "KB",
            note=f"{len(roots)} 个分包 subpackages",
        ),
        Figure(
            "小程序总包 mini-program, all packages",
            sum(sizes.values()) / 1024,
            MOST_PACKAGES_KB,
            "KB",
        ),
    ]
