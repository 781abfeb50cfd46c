"""What a page shows first, written into it: no second question before the first picture."""

from __future__ import annotations

import hashlib
import json
import re
from math import ceil
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.module_loading import import_string

from brand_theme.mini_shop.files import with_files
from brand_theme.window.answers import life
from brand_theme.window.rules import month_name
from plugins.showcase.public import next_change

HOME, GOOD = "pages/home/index", "pages/goods/detail"
#: Width from which a page is laid out for a desk; `src/rules/pictures.ts` has the same.
DESK = 900
_SLUG = re.compile(r"[-\w]{1,255}")
_APP = b'<div id="app">'
#: The drawing that stands before the program does, and the data it takes over.
Parts = tuple[bytes, bytes]


def with_home(page: bytes, request: HttpRequest) -> bytes:
    """Return the page with the first screen of the shop drawn and its content in it."""
    key = "mini_shop.first_page"
    parts = cache.get(key) or _kept(key, _home(_answer(request, "ShopHome")["shopHome"]))
    return with_files(_with(page, parts), HOME)


def with_good(page: bytes, request: HttpRequest, slug: str) -> bytes:
    """Return the page with one good drawn and its content in it; without, if there is none."""
    parts = _good_parts(request, slug) if _SLUG.fullmatch(slug) else None
    return with_files(_with(page, parts) if parts else page, GOOD)


def _good_parts(request: HttpRequest, slug: str) -> Parts | None:
    key = f"mini_shop.good.{hashlib.sha256(slug.encode()).hexdigest()}"
    parts: Parts | None = cache.get(key)
    if parts is None:
        good = _answer(request, "ShopGood", slug=slug)["shopGood"]
        parts = _kept(key, _good(good)) if good else None
    return parts


def _answer(request: HttpRequest, document: str, **variables: Any) -> dict[str, Any]:
    data: dict[str, Any] = import_string(settings.MINI_SHOP_ANSWERS)(request, document, **variables)
    return data


def _kept(key: str, parts: Parts) -> Parts:
    """Ask once for many visitors, never past the instant at which a licence or a card changes."""
    now = timezone.now()
    age, change = life(now)["max_age"], next_change(after=now)
    cache.set(key, parts, age if change is None else min(age, ceil((change - now).total_seconds())))
    return parts


def _with(page: bytes, parts: Parts) -> bytes:
    curtain, island = parts
    return page.replace(_APP, curtain + _APP, 1).replace(b"</body>", island + b"</body>", 1)


def _home(home: dict[str, Any]) -> Parts:
    card = home["inSeason"][0] if home["inSeason"] else None
    drawn = {
        "card": card,
        "large": _largest(card["large"]) if card else "",
        "home": home,
        "month": month_name(home["month"]),
    }
    return _curtain("mini_shop/curtain.html", drawn), _island("served-home", home)


def _good(good: dict[str, Any]) -> Parts:
    picture = good["pictures"][0] if good["pictures"] else None
    drawn = {
        "good": good,
        "picture": picture,
        "large": _largest(picture) if picture else "",
        "place": " › ".join(each["name"] for each in good["path"]),
        "yuan": f"{good['priceFen'] // 100}",
        "fen": f"{good['priceFen'] % 100:02}",
    }
    return _curtain("mini_shop/good_curtain.html", drawn), _island("served-good", good)


def _largest(picture: dict[str, Any]) -> str:
    """`src` is the smallest size, the last of `srcset` the largest; the program takes the same."""
    return str(picture["srcset"].split(",")[-1].split()[0])


def _curtain(template: str, drawn: dict[str, Any]) -> bytes:
    """Draw the first screen; the program takes it away when it is there itself."""
    return render_to_string(template, {**drawn, "desk": DESK}).encode()


def _island(name: str, content: dict[str, Any]) -> bytes:
    """Data, not a program: `<` is escaped, so no text can end the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>'.encode()
