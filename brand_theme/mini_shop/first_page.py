"""What the first page shows, written into it: no second question before the first picture."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.module_loading import import_string

from brand_theme.window.answers import life
from brand_theme.window.rules import month_name
from plugins.showcase.public import next_change

KEY = "mini_shop.first_page"
DOCUMENT = "ShopHome"
#: Width from which the page is laid out for a desk; `src/pages/home` has the same.
DESK = 900
IMPORTED = re.compile(r'from\s*"\./([^"]+\.js)"')


def with_first_page(page: bytes, request: HttpRequest) -> bytes:
    """Return the page with the first screen drawn and the first page's content in it."""
    curtain, island = cache.get(KEY) or _made(request)
    app = b'<div id="app">'
    page = page.replace(b"</head>", first_files() + b"</head>", 1)
    return page.replace(app, curtain + app, 1).replace(b"</body>", island + b"</body>", 1)


def first_files() -> bytes:
    """Name what the first page needs besides the program: asked for at once, not in its turn."""
    return _first_files(settings.MINI_SHOP_BUILD)


@lru_cache(maxsize=1)
def _first_files(build: Path) -> bytes:
    assets = build / "files" / "assets"
    scripts = {path.name for path in assets.glob("pages-home-*.js")}
    for name in list(scripts):
        scripts |= set(IMPORTED.findall((assets / name).read_text(encoding="utf-8")))
    styles = {
        path.name for pattern in ("home-*.css", "goods-grid-*.css") for path in assets.glob(pattern)
    }
    named = [
        f'<link rel="modulepreload" crossorigin href="/assets/{each}">' for each in sorted(scripts)
    ]
    named += [
        f'<link rel="stylesheet" crossorigin href="/assets/{each}">' for each in sorted(styles)
    ]
    return "".join(named).encode()


def _made(request: HttpRequest) -> tuple[bytes, bytes]:
    """Ask once for many visitors, and never past the instant at which a licence or a card changes."""
    serve = import_string(settings.MINI_SHOP_ANSWERS)
    home = serve(request, DOCUMENT)["shopHome"]
    parts = _curtain(home).encode(), _island(home).encode()
    cache.set(KEY, parts, _kept_seconds(timezone.now()))
    return parts


def _kept_seconds(now: datetime) -> int:
    change = next_change(after=now)
    age = life(now)["max_age"]
    return age if change is None else min(age, ceil((change - now).total_seconds()))


def _curtain(home: dict[str, Any]) -> str:
    """Draw the first screen: bar, words, picture; the program takes it away when it is there."""
    card = home["inSeason"][0] if home["inSeason"] else None
    # `src` is the smallest size, the last of `srcset` the largest; src/pages/home takes the same.
    large = card["large"]["srcset"].split(",")[-1].split()[0] if card else ""
    return render_to_string(
        "mini_shop/curtain.html",
        {
            "card": card,
            "large": large,
            "home": home,
            "month": month_name(home["month"]),
            "desk": DESK,
        },
    )


def _island(home: dict[str, Any]) -> str:
    """Data, not a program: `<` is escaped, so no text can end the element."""
    text = json.dumps(home, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="served-home">{text}</script>'
